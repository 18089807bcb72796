import type { DrillRefusal } from '../../src/domain/drill/refusal.ts'
import type { Refusal } from '../../src/domain/refusal.ts'

const codes = {
  'no-drill-now': true,
  'no-drill-to-stop': true,
} satisfies Record<DrillRefusal['refused'], true>

export const isDrillRefusal = (refusal: Refusal): refusal is DrillRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why a drill was not begun or ended, and what to do about it. */
export function drillRefusalInWords(refusal: DrillRefusal): string {
  if (refusal.refused === 'no-drill-to-stop')
    return 'No drill is going on. `/incident drill` lists what can be rehearsed.'
  const { incident, isDrill } = refusal
  return isDrill
    ? `A drill is going on already: incident ${incident}. \`/incident drill stop\` ends it.`
    : `Incident ${incident} is open, and nobody should rehearse beside a real one, so no drill was begun. Hold it once that has ended.`
}
