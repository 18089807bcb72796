/**
 * One act on the outside world. A row with the key exists before anything is sent; what happened is stored after.
 * An act found `intended` after a crash is observed by its key or remote id first, and only then sent again.
 */
export type Act =
  | (ActBase & { state: 'intended'; retryAt: Date | null })
  | (ActBase & { state: 'done'; finishedAt: Date; outcome: unknown })
  /** `isUnknown`: the service could not be asked, which says nothing about what was to be seen. */
  | (ActBase & { state: 'failed'; finishedAt: Date; reason: string; isUnknown: boolean })

type ActBase = {
  name: string
  /** Idempotency key, unique for ever. */
  key: string
  intendedAt: Date
  attempts: number
  /** The provider's id for what the act began. */
  remote: string | null
  /** A few words on how far it is, or on the last error. */
  progress: string | null
  link: string | null
  /** What the act began is made of, for example a run's jobs; empty where nothing is known of it. */
  parts?: ActPart[] | undefined
}

export type ActPart = {
  name: string
  state: 'queued' | 'running' | 'passed' | 'failed' | 'skipped'
  link: string
}

/** What looking at the outside world, or acting on it, showed. */
export type Sighting<Outcome> =
  | { seen: 'absent' }
  | ({ seen: 'pending'; progress?: string | undefined } & Traces)
  | ({ seen: 'done'; progress?: string | undefined; outcome: Outcome } & Traces)
  | ({ seen: 'failed'; reason: string } & Traces)

type Traces = { remote?: string | undefined; link?: string | undefined; parts?: ActPart[] | undefined }

/** How the progress of an act begins whose last attempt failed; what follows is why. */
export const tryingAgain = 'trying again: '

/** Milliseconds to wait before attempt `attempts + 1`: 1, 2, 4 … at most 30 seconds. */
export function backoff(attempts: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempts - 1, 5))
}

/** Longer than the time between two looks at anything. */
const longestLookMs = 60_000

/** When an act that has not ended is due again; null where it is due now, also where the clock was set back since. */
export function retryOf(
  { retryAt, intendedAt }: { retryAt: Date | null; intendedAt: Date },
  now: Date,
): Date | null {
  if (retryAt === null || retryAt <= now) return null
  const isSetBack = intendedAt > now && retryAt.getTime() - now.getTime() > longestLookMs
  return isSetBack ? null : retryAt
}
