import type { Measure } from '../../src/domain/incident/incident-durations.ts'
import type { Figure, Measured } from '../../src/domain/incident/incident-metrics.ts'
import { duration } from '../text.ts'

export const measureWords = {
  detect: 'Detect',
  acknowledge: 'Acknowledge',
  mitigate: 'Mitigate',
  repair: 'Repair',
} as const satisfies Record<Measure, string>

/** "4 min, p90 12 min (3 of 5), 2 of 3 in time"; what nobody said is not guessed. */
export function figureInWords({ medianMs, p90Ms, known, of, inTime, judged }: Figure): string {
  if (medianMs === null || p90Ms === null) return `unknown (0 of ${of})`
  const target = judged > 0 ? `, ${inTime} of ${judged} in time` : ''
  return `${duration(medianMs)}, p90 ${duration(p90Ms)} (${known} of ${of})${target}`
}

/** How the figures are meant, for whoever did not define them. */
export const howMeasured =
  'Median and 90th percentile are times that one of the incidents really took. “3 of 5”: for two of the five a time is missing, and they are left out. Detect counts from the impact; acknowledge from when it was noticed; mitigate (to monitoring) and repair (to resolved) from the impact, or from when it was noticed where nobody said when it began. Months are in UTC; drills, and what was declined, merged or cancelled, count in nothing.'

/** "Updates: 12 on time, 1 late, 3 automatic." and what else there is to know. */
export function besidesInWords({ promises, metrics, reopened, overridden, hidden }: Measured): string[] {
  const { kept, late, held } = promises
  return [
    `Updates that were promised: ${kept} on time, ${late} late, ${held} automatic because nobody wrote.`,
    `Reopened: ${reopened === 0 ? 'never' : reopened === 1 ? 'once' : `${reopened} times`}. Resolved before the fix was watched long enough: ${overridden}. Still open: ${metrics.stillOpen}.`,
    ...(hidden > 0
      ? [
          `${hidden === 1 ? 'One private incident is' : `${hidden} private incidents are`} left out, of which you are not a part.`,
        ]
      : []),
  ]
}
