import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import { monitoringOf } from '../../src/domain/incident/monitoring.ts'
import { keptFromPublic } from '../../src/domain/updates/public-update.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { lastToldImpact, loadReport } from '../../src/store/postmortem/incident-reports.ts'
import { loadEntriesSinceUpdate } from '../../src/store/timeline/timeline.ts'
import { declareModal } from '../../views/declare/declare-modal.ts'
import { reopenModal } from '../../views/incident/reopen-modal.ts'
import { resolveModal } from '../../views/incident/resolve-modal.ts'
import { severityModal } from '../../views/incident/severity-modal.ts'
import { noteModal } from '../../views/timeline/note-modal.ts'
import { updateModal } from '../../views/updates/update-modal.ts'
import type { DeclareFlags } from '../declare/grammar.ts'
import { refuse } from '../words.ts'
import { newFormToken } from './once.ts'

export type ModalVerb = 'update' | 'note' | 'severity' | 'resolve' | 'reopen'

const needsOpen: ModalVerb[] = ['update', 'severity', 'resolve']
const verbWords: Partial<Record<ModalVerb, string>> = {
  severity: 'change the severity of',
}

/** Opens the form that belongs to a verb, with what was typed, or says why it can't be filled in. */
export async function openIncidentModal(
  verb: ModalVerb,
  incident: Incident,
  invoker: Invoker,
  deps: Deps,
  typed: string | null = null,
): Promise<Answer> {
  const { id, state } = incident
  if (isOpen(incident) ? verb === 'reopen' : needsOpen.includes(verb))
    return refuse({ refused: 'wrong-incident-state', id, state, verb: verbWords[verb] ?? verb })
  const view = await drawModal(verb, incident, deps, typed)
  const metadata = JSON.stringify(metadataOf(verb, incident, invoker))
  return { answer: 'open', view: { ...view, private_metadata: metadata } }
}

async function drawModal(
  verb: ModalVerb,
  incident: Incident,
  deps: Deps,
  typed: string | null,
): Promise<ModalView> {
  switch (verb) {
    case 'update':
      return updateModal({
        incident,
        since: await loadEntriesSinceUpdate(deps.db, incident.id),
        impact: await lastToldImpact(deps.db, incident.id),
        goesPublic: keptFromPublic(incident, deps.config.incidents) === null,
      })
    case 'note':
      return noteModal(incident)
    case 'severity':
      return severityModal(incident, deps.config.incidents.severities)
    case 'resolve':
      return await drawResolveModal(incident, deps, typed)
    case 'reopen':
      return reopenModal(incident)
  }
}

/** What was said when it was resolved before is there already, else the impact that the last update told. */
async function drawResolveModal(incident: Incident, deps: Deps, anyway: string | null): Promise<ModalView> {
  const monitoring = monitoringOf(incident, deps.config.incidents, deps.now())
  const said = await loadReport(deps.db, incident.id)
  const known = said ?? { impact: await lastToldImpact(deps.db, incident.id) }
  return resolveModal({ incident, monitoring, known, anyway: anyway ?? undefined })
}

/** What a form carries: which incident, where to answer, what was true when it opened, and which form it is. */
const metadataSchema = z.object({
  incident: z.number(),
  channel: z.string().optional(),
  seen: z.string().optional(),
  form: z.string().optional(),
})
export type FormMetadata = z.infer<typeof metadataSchema>

function metadataOf(verb: ModalVerb, incident: Incident, { channel }: Invoker): FormMetadata {
  const seen: Partial<Record<ModalVerb, string>> = {
    update: incident.state,
    severity: incident.severity,
  }
  return { incident: incident.id, channel, seen: seen[verb], form: newFormToken() }
}

/** The same for a form of any other verb; `seen` is what it showed. */
export const writeMetadata = ({ id }: Incident, { channel }: Invoker, seen?: string): string =>
  JSON.stringify({ incident: id, channel, seen, form: newFormToken() } satisfies FormMetadata)

/** Null where the form is not one of ours. */
export function readMetadata(metadata: string): FormMetadata | null {
  try {
    return metadataSchema.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

type Wanted = DeclareFlags & { severity?: string | null; title?: string }

/** The form for a new incident, with nothing to look up. */
export function openDeclareForm(wanted: Wanted, { channel }: Invoker, deps: Deps): Answer {
  const { isPrivate, isTriage, isAnyway, title } = wanted
  const metadata = JSON.stringify({ channel, form: newFormToken(), isTriage, isAnyway })
  return {
    answer: 'open',
    view: declareModal({ ...declareChoices(deps, wanted.severity), isPrivate, title, metadata }),
  }
}

/** What a declaration can be made of here. */
export function declareChoices({ config }: Deps, severity?: string | null) {
  const { severities, defaultSeverity } = config.incidents
  const services = config.services.map(({ name }) => name)
  return { severities, services, chosen: severity ?? defaultSeverity }
}
