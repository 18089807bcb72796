const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const
const durationShape = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/
const longestMs = 366 * unitMs.d

/** Milliseconds of a text such as `15m`, `1h30m` or `500ms`; undefined for anything else, for nothing, and over a year. */
export function parseDuration(text: string): number | undefined {
  const parts = durationShape.exec(text.trim().replaceAll(/(?<=[a-z])\s+(?=\d)/g, ''))
  if (!parts) return undefined
  const total = [unitMs.d, unitMs.h, unitMs.m, unitMs.s, unitMs.ms].reduce(
    (sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit,
    0,
  )
  return total > 0 && total <= longestMs ? total : undefined
}
