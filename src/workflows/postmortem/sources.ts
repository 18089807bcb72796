import { UpstreamError } from '../../domain/errors.ts'
import { unknownSlots } from '../../domain/postmortem/document.ts'
import type { Sources } from '../../domain/postmortem/postmortem.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { updatePostmortem } from '../../store/postmortem/postmortems.ts'
import { storedSources } from '../../store/postmortem/report-documents.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { stepFailed } from '../incident/after-act.ts'

export type SourcesInput = { people: string[] }

/** Looks up the team's template and people's names. What can't be had is left out, and told. */
export function lookUpAct(deps: Deps): OutsideAct<SourcesInput, Sources> {
  const lookUp = async (_key: string, { people }: SourcesInput) => {
    const { template, troubles } = await readTemplate(deps)
    const outcome: Sources = { template, troubles, names: await namesOf(deps, people) }
    return { seen: 'done', outcome } as const
  }
  return { perform: lookUp, observe: lookUp }
}

async function namesOf({ chat }: Deps, people: readonly string[]): Promise<Record<string, string>> {
  const names: Record<string, string> = {}
  for (const id of people) names[id] = (await chat.nameOf(id)) ?? id
  return names
}

/** An outage is waited for; a template that is not there, or may not be read, is none. */
async function readTemplate({ config, codeHost }: Deps): Promise<Omit<Sources, 'names'>> {
  const { repository, branch, template: path } = config.incidents.postmortem
  if (repository === undefined || path === undefined) return { template: null, troubles: [] }
  const without = (why: string) => ({
    template: null,
    troubles: [`the template ${path} in ${repository} ${why}, so the built-in one was used`],
  })
  try {
    const commit = await codeHost.resolve(repository, branch)
    const bytes = commit && (await codeHost.readFile(repository, commit.sha, path))
    if (!bytes) return without(`is not on ${branch}`)
    const template = new TextDecoder().decode(bytes)
    const unknown = unknownSlots(template).map((name) => `{{${name}}}`)
    const troubles =
      unknown.length === 0
        ? []
        : [`the template ${path} has placeholders that mean nothing here: ${unknown.join(', ')}`]
    return { template, troubles }
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.isRetryable) throw error
    return without(`can’t be read (${error.message})`)
  }
}

/** Keeps what was found; what was not is told once. */
export async function afterLookUp(
  trx: Trx,
  id: number,
  row: Row<'acts'>,
  before: Sources | null,
): Promise<TimelineEvent | null> {
  if (row.state === 'failed') {
    const none: Sources = before ?? { template: null, names: {}, troubles: [] }
    await updatePostmortem(trx, id, { sources: JSON.stringify(none) })
    return stepFailed(row)
  }
  const found = storedSources.parse(row.outcome)
  const names = { ...before?.names, ...found.names }
  await updatePostmortem(trx, id, { sources: JSON.stringify({ ...found, names }) })
  const news = found.troubles.filter((trouble) => !before?.troubles.includes(trouble))
  if (news.length === 0) return null
  return { kind: 'happened', topic: 'postmortem', did: `had trouble with a template: ${news.join('; ')}` }
}
