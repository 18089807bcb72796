import type { Bounds } from './target.ts'

/** A number, also where it came as text, as large ones do from a database; null where it is none. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value)) return null
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** How a number is not as it must be, in words that follow it; null where it is. */
export function boundsTrouble(value: number, { above, below, equals }: Bounds): string | null {
  if (equals !== undefined && value !== equals) return `which is not ${equals}`
  if (above !== undefined && value <= above) return `which is not above ${above}`
  if (below !== undefined && value >= below) return `which is not below ${below}`
  return null
}
