import { createHash } from 'node:crypto'
import type { Sighting } from '../../domain/act.ts'
import type { Diagnostic } from '../../domain/diagnostic/diagnostic.ts'
import { inWords } from '../../domain/diagnostic/diagnostic.ts'
import { diagnosticReport, reportName } from '../../domain/diagnostic/report.ts'
import type { Deps, OutsideAct, Proposal, ProposedFile } from '../../ports.ts'
import type { Asker } from '../../store/diagnostic/diagnostics.ts'
import type { PlannedAct } from '../carry-out.ts'
import { shareAct } from '../postmortem/file.ts'
import { plannedReport } from './acts.ts'

/** The report goes as a file to where it was asked for, and into the repository where one is configured. */
export function reportActs(deps: Deps, diagnostic: Diagnostic, askers: readonly Asker[]): PlannedAct[] {
  const { id } = diagnostic
  const text = diagnosticReport(diagnostic)
  const name = reportName(diagnostic, deps.installation)
  const comment = `The report of diagnostic ${id}, ${inWords(diagnostic)}.`
  const places = [...new Set(askers.map(({ destination }) => destination))]
  const shared = places.map((to) =>
    plannedReport(deps, id, {
      ...{ name: `report-file-${to}`, input: { to } },
      act: shareAct(deps, to, { name, text, comment }),
    }),
  )
  const { reports } = deps.config.diagnostics
  if (reports === null) return shared
  const { repository, branch, folder } = reports
  const request: ProposedFile = {
    ...{ repository, branch, content: text, known: [createHash('sha256').update(text).digest('hex')] },
    head: `pilothouse/diagnostic-${id}-${deps.installation.slice(0, 8)}`,
    path: `${folder}/${name}`,
    title: `Diagnostic ${id}: ${inWords(diagnostic)}`,
    body: 'What Pilothouse saw when somebody asked for it in Slack.',
  }
  const proposed = plannedReport(deps, id, {
    ...{ name: 'report-pull', input: { path: request.path, head: request.head } },
    act: proposeAct(deps, request),
  })
  return [...shared, proposed]
}

/** Its link stands on the card. */
function proposeAct({ codeHost }: Deps, request: ProposedFile): OutsideAct<object, unknown> {
  return {
    perform: async (key) => linked(await codeHost.proposeFile.perform(key, request)),
    observe: async (key, _input, remote) => linked(await codeHost.proposeFile.observe(key, request, remote)),
  }
}

const linked = <One extends Sighting<Proposal>>(sighting: One): One =>
  sighting.seen === 'done' ? { ...sighting, link: sighting.outcome.url } : sighting
