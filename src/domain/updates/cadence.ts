import type { Incident, OpenIncident } from '../incident/incident.ts'
import { isOpen } from '../incident/incident.ts'
import type { IncidentPolicy } from '../incident/incident-policy.ts'
import { updateEvery } from './update-promise.ts'

/** Slower paces that one click can agree on now, in milliseconds from one update to the next. */
export function relaxOffers(incident: Incident, policy: IncidentPolicy, now: Date): number[] {
  if (!isOpen(incident) || incident.relaxedEvery !== null) return []
  const every = updateEvery(policy, incident)
  const openMs = now.getTime() - incident.declaredAt.getTime()
  if (every === null || openMs < policy.relax.after) return []
  return policy.relax.every.filter((ms) => ms > every)
}

/** At the most severe level the pace is the commander's alone to choose. */
export const isCommandersPace = (incident: OpenIncident, policy: IncidentPolicy): boolean =>
  incident.severity === policy.severities[0]?.level

const minuteMs = 60_000

/** The paces that may be asked for: often enough to be a promise, and no oftener than one can write. */
export const paces = { from: minuteMs, to: 24 * 60 * minuteMs }

/** "every 30 minutes", "every hour", "every 90 seconds". */
export function paceInWords(ms: number): string {
  const units = [
    [60 * minuteMs, 'hour'],
    [minuteMs, 'minute'],
    [1000, 'second'],
  ] as const
  const [unit, name] = units.find(([size]) => ms % size === 0) ?? [1000, 'second']
  const count = Math.round(ms / unit)
  return count === 1 ? `every ${name}` : `every ${count} ${name}s`
}
