/** What is known of an incident's course; null where nobody said so. */
export type IncidentTimes = {
  declaredAt: Date
  impactAt: Date | null
  detectedAt: Date | null
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
}

/** Milliseconds; null where one of the two times is missing. */
export type IncidentDurations = {
  /** From the impact until it was noticed, at the latest by the declaration. */
  detect: number | null
  /** From then until somebody took care of it. */
  acknowledge: number | null
  /** From the impact, or where nobody knows it from when it was noticed, until a fix was in place. */
  mitigate: number | null
  /** The same until production was well again. */
  repair: number | null
}

export function incidentDurations(times: IncidentTimes): IncidentDurations {
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
