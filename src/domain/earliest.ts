/** The first of some moments; null where none is known. */
export function earliest(times: readonly (Date | null | undefined)[]): Date | null {
  const known = times.filter((time) => time instanceof Date)
  return known.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null)
}
