import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Health } from '../incident/health.ts'

/** After this, what was seen says nothing about now. */
const freshMs = 10 * 60_000

/** How the affected services are, as far as anybody looked lately; null where nobody did. */
export function healthLately(affects: readonly string[], look: Health | null, now: Date): Health | null {
  if (affects.length === 0) return { at: now, isNamed: false, checks: [] }
  if (look === null || addMilliseconds(look.at, freshMs) < now) return null
  return { ...look, checks: look.checks.filter(({ service }) => affects.includes(service)) }
}
