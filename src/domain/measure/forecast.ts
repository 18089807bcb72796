/** One mean of an hour. */
export type Point = { at: Date; value: number }

/**
 * When a limit is reached if all goes on as it did: between two moments, nine times of ten. `latest` null is later than
 * anybody should say. `unclear`: it may rise or fall.
 */
export type Forecast =
  | { is: 'reached' }
  | { is: 'expected'; earliest: Date; latest: Date | null; points: number }
  | { is: 'far'; points: number }
  | { is: 'falling' | 'unclear'; points: number }
  | { is: 'too-few'; points: number }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Fewer hours than these, or of a shorter time, say nothing of weeks to come. */
const fewest = { points: 12, spanMs: 2 * dayMs }
/** Nobody should plan with what comes after a year. */
const horizonMs = 365 * dayMs

/** Least squares over the points, with a prediction interval of 90%. */
export function forecastOf(points: readonly Point[], limit: number, now: Date): Forecast {
  const count = { points: points.length }
  const last = points.at(-1)
  if (last && last.value >= limit) return { is: 'reached' }
  const [first] = points
  const spanMs = first && last ? last.at.getTime() - first.at.getTime() : 0
  if (points.length < fewest.points || spanMs < fewest.spanMs) return { is: 'too-few', ...count }
  const line = fitLine(points, now)
  if (line.slope + line.slopeError < 0) return { is: 'falling', ...count }
  if (line.slope - line.slopeError <= 0) return { is: 'unclear', ...count }
  const earliestMs = firstReach((x) => line.at(x) + line.error(x), limit)
  if (earliestMs === null) return { is: 'far', ...count }
  const latestMs = firstReach((x) => line.at(x) - line.error(x), limit)
  const moment = (ms: number) => new Date(now.getTime() + ms)
  return {
    is: 'expected',
    earliest: moment(earliestMs),
    latest: latestMs === null ? null : moment(latestMs),
    ...count,
  }
}

/** `x` is in hours from now; `error` is half of the interval in which nine of ten new values lie. */
type Line = {
  slope: number
  slopeError: number
  at: (x: number) => number
  error: (x: number) => number
}

function fitLine(points: readonly Point[], now: Date): Line {
  const n = points.length
  const xs = points.map(({ at }) => (at.getTime() - now.getTime()) / hourMs)
  const meanX = mean(xs)
  const meanY = mean(points.map(({ value }) => value))
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0)
  const slope =
    points.reduce((sum, { value }, index) => sum + ((xs[index] ?? 0) - meanX) * (value - meanY), 0) / spread
  const at = (x: number) => meanY + slope * (x - meanX)
  const left = points.reduce((sum, { value }, index) => sum + (value - at(xs[index] ?? 0)) ** 2, 0)
  const deviation = Math.sqrt(left / (n - 2))
  const factor = studentT(n - 2)
  return {
    slope,
    slopeError: (factor * deviation) / Math.sqrt(spread),
    at,
    error: (x) => factor * deviation * Math.sqrt(1 + 1 / n + (x - meanX) ** 2 / spread),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Beyond which Student's t lies one time of ten, either way; after Cornish and Fisher, good from ten degrees on. */
function studentT(degrees: number): number {
  const z = 1.6449
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
}

/** The first time from now, in milliseconds, at which the curve is at the limit; null where that is beyond the horizon. */
function firstReach(curve: (x: number) => number, limit: number): number | null {
  if (curve(0) >= limit) return 0
  const horizon = horizonMs / hourMs
  let low = 0
  while (low < horizon && curve(Math.min(horizon, low + 6)) < limit) low += 6
  if (low >= horizon) return null
  let high = Math.min(horizon, low + 6)
  while (high - low > 1 / 60) {
    const middle = (low + high) / 2
    if (curve(middle) >= limit) high = middle
    else low = middle
  }
  return Math.round(high * hourMs)
}
