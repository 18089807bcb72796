import { findSeverity, severityWords } from '../../domain/incident/severity.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { renewPromise } from '../updates/renew-promise.ts'
import { changeOpenIncident, recordChange } from './change.ts'

export type SeverityChange = {
  id: number
  severity: string
  because: string | null
  /** What the form showed, where there was one. */
  seen?: string | undefined
}

/** `isNew` is false where the incident had that severity already. `nextDueAt` is when the next update is owed. */
export type SeverityChanged = { severity: string; isNew: boolean; nextDueAt: Date | null }

/** Changes the severity, and with it how often updates are owed. */
export async function changeSeverity(
  deps: Deps,
  change: SeverityChange,
  invoker: Invoker,
): Promise<SeverityChanged | Refusal> {
  const policy = deps.config.incidents
  const { id } = change
  const to = findSeverity(policy, change.severity)?.level
  if (to === undefined) {
    const known = policy.severities.map(({ level }) => level)
    const suggestion = closest(change.severity, severityWords(policy))
    return { refused: 'unknown-word', what: 'severity', given: change.severity, known, suggestion }
  }
  return await changeOpenIncident<SeverityChanged>(
    deps,
    id,
    'change the severity of',
    async (trx, incident) => {
      const from = incident.severity
      if (change.seen !== undefined && change.seen !== from)
        return { refused: 'changed-meanwhile', what: `the severity of incident ${id}` }
      if (from === to) return { severity: to, isNew: false, nextDueAt: incident.promise?.dueAt ?? null }
      // A slower pace was agreed on for the severity of then.
      await updateIncident(trx, incident, { severity: to, relaxed_every: null })
      const nextDueAt = await renewPromise(deps, trx, incident, { severity: to, relaxedEvery: null })
      const because = tidy(change.because ?? '') || null
      const event = { kind: 'severity', from, to, because } as const
      await recordChange(deps, trx, id, { by: invoker, action: 'incident.severity', event })
      return { severity: to, isNew: true, nextDueAt }
    },
  )
}
