/**
 * The smallest of the values that at least this share of them does not exceed (the nearest rank), so that it is always
 * one that really was. `share` is above 0 and at most 1; null where there are no values.
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  // What a share of 0.07 or 0.9 makes of whole numbers is a little off them.
  const rank = Math.ceil(share * sorted.length - 1e-9)
  return sorted[Math.max(rank, 1) - 1] ?? null
}
