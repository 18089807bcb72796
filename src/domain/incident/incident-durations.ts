/** What is measured, in the order in which it happens. */
export const measures = ['detect', 'acknowledge', 'mitigate', 'repair'] as const
export type Measure = (typeof measures)[number]

/** What is known of an incident's course; null where nobody said so. */
export type IncidentTimes = {
  declaredAt: Date
  impactAt: Date | null
  detectedAt: Date | null
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
}

/**
 * What each part took, in milliseconds; null where one of its two times is missing. It was noticed by the declaration at
 * the latest. Mitigation and repair are counted from the impact, or from when it was noticed where nobody knows when it began.
 */
export function incidentDurations(times: IncidentTimes): Record<Measure, number | null> {
  const noticed = times.detectedAt ?? times.declaredAt
  const began = times.impactAt ?? noticed
  return {
    detect: between(times.impactAt, noticed),
    acknowledge: between(noticed, times.acknowledgedAt),
    mitigate: between(began, times.mitigatedAt),
    repair: between(began, times.resolvedAt),
  }
}

/** A time before the other was corrected by hand to something impossible, which is no duration. */
function between(from: Date | null, to: Date | null): number | null {
  if (from === null || to === null) return null
  const ms = to.getTime() - from.getTime()
  return ms < 0 ? null : ms
}
