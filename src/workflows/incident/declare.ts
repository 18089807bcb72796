import type { Refusal } from '../../domain/refusal.ts'
import { findSeverity, severityWords } from '../../domain/severity.ts'
import { closest } from '../../domain/suggestion.ts'
import { tidyTitle } from '../../domain/typed-text.ts'
import { dueAfterUpdate } from '../../domain/update-promise.ts'
import type { Deps, Invoker, ShortcutMessage } from '../../ports.ts'
import { incidentSubject } from '../../store/incident-keys.ts'
import { insertIncident } from '../../store/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { openPromise } from '../../store/updates.ts'
import { order } from '../refresh.ts'
import { messageEvent, messageSource } from './add-message.ts'
import { recordChange } from './change.ts'

export type Declaration = {
  title: string
  /** A level or an alias; null for the configured default. */
  severity: string | null
  /** The message it is declared from, with its address where Slack gave one. */
  source?: { message: ShortcutMessage; permalink: string | null } | undefined
}

export type Declared = { id: number; title: string; severity: string }

/**
 * Opens an incident. It is announced at once; its channel, card, topic and invitations follow, each by itself. A title
 * of more than 200 characters is shortened, and what was typed is kept in full as the first note.
 */
export async function declareIncident(
  deps: Deps,
  declaration: Declaration,
  invoker: Invoker,
): Promise<Declared | Refusal> {
  const policy = deps.config.incidents
  const { title, rest } = tidyTitle(declaration.title)
  if (title === '') return { refused: 'empty-text', what: 'the title' }
  const given = declaration.severity ?? policy.defaultSeverity
  const severity = findSeverity(policy, given)?.level
  if (severity === undefined) {
    const words = severityWords(policy)
    const known = policy.severities.map(({ level }) => level)
    return {
      refused: 'unknown-word',
      what: 'severity',
      given,
      known,
      suggestion: closest(given, words),
    }
  }
  return await deps.db.transaction().execute(async (trx) => {
    const { source } = declaration
    const declared = { title, severity, sourceLink: source?.permalink ?? null }
    const id = await storeIncident(deps, trx, declared, invoker)
    if (rest !== null)
      await recordChange(deps, trx, id, {
        by: invoker,
        action: 'incident.note',
        event: { kind: 'note', text: rest },
      })
    if (source)
      await recordChange(deps, trx, id, {
        by: invoker,
        action: 'incident.add-message',
        event: messageEvent(source.message),
        permalink: source.permalink,
        source: messageSource(source.message),
      })
    return { id, title, severity }
  })
}

async function storeIncident(
  deps: Deps,
  trx: Trx,
  { title, severity, sourceLink }: { title: string; severity: string; sourceLink: string | null },
  invoker: Invoker,
): Promise<number> {
  const at = deps.now()
  const row = { title, severity, declared_by: invoker.user, declared_at: at, source_link: sourceLink }
  const id = await insertIncident(trx, row)
  await recordChange(deps, trx, id, {
    by: invoker,
    action: 'incident.declare',
    event: { kind: 'declared', title, severity },
  })
  const due = dueAfterUpdate(deps.config.incidents, { severity, state: 'investigating' }, at)
  if (due) await openPromise(trx, id, due, at)
  await order(deps, trx, {
    key: `incident/${id}/broadcast`,
    destination: deps.config.channels.incidents,
    subject: incidentSubject(id),
    purpose: 'incident-broadcast',
    at,
  })
  return id
}
