import type { CheckTarget } from './target.ts'

/** How grave it is where a check or a rule says that something is wrong. */
export const alertLevels = ['critical', 'warning', 'info'] as const
export type AlertLevel = (typeof alertLevels)[number]

/** One thing that is looked at again and again. All durations are milliseconds. */
export type CheckPolicy = CheckManners & CheckTarget

type CheckManners = {
  name: string
  /** What it says something about; undefined where it is about no service, or none in particular. */
  service?: string | undefined
  environment?: string | undefined
  every: number
  /** How long one look may take. */
  within: number
  /** How long after a first failure it is looked at again, before the failure is believed; 0 believes it at once. */
  confirmAfter: number
  /** So many failures in a row are an alert. */
  failAfter: number
  level: AlertLevel
}

/** Numbers that a look brought with it, by name, for example `certificateDays`. */
export type Measures = Readonly<Record<string, number>>

/**
 * What one look saw. `unknown`: nobody could tell, which is neither well nor unwell. `why` and `warning` are a sentence's
 * end; with a warning it answers, but somebody should see to it.
 */
export type Look = { measures?: Measures | undefined } & (
  | { is: 'up'; latencyMs: number | null; warning?: string | undefined }
  | { is: 'down'; latencyMs: number | null; why: string }
  | { is: 'unknown'; why: string }
)

/** `confirming`: it failed once, and is looked at again before that is believed. `down`: it failed often enough for an alert. */
export type CheckStanding = 'new' | 'up' | 'confirming' | 'failing' | 'down' | 'unknown'

export type CheckState = {
  standing: CheckStanding
  /** Since when it stands so; `failing` and `down` count as one, from the first failure. */
  since: Date
  /** Failures in a row. */
  failures: number
}

/** What a look does to a check: `counts` is false for a failure that is not believed yet. */
export type Step = { state: CheckState; counts: boolean }

/** What there is to say of a look beside what it is: why it is not well, or of what it warns. */
export const sayingOf = (look: Look): string | null => (look.is === 'up' ? (look.warning ?? null) : look.why)

/** Where a check stands after a look at it. */
export function afterLook(
  state: CheckState,
  look: Look,
  { confirmAfter, failAfter }: Pick<CheckPolicy, 'confirmAfter' | 'failAfter'>,
  at: Date,
): Step {
  const since = (standing: CheckStanding) => (state.standing === standing ? state.since : at)
  switch (look.is) {
    case 'up':
      return { state: { standing: 'up', since: since('up'), failures: 0 }, counts: true }
    case 'unknown':
      return {
        state: { standing: 'unknown', since: since('unknown'), failures: state.failures },
        counts: true,
      }
    case 'down': {
      const isFirst = state.failures === 0 && state.standing !== 'confirming'
      if (isFirst && confirmAfter > 0)
        return { state: { standing: 'confirming', since: at, failures: 0 }, counts: false }
      const failures = state.failures + 1
      // It failed when it was first seen to, not when that was confirmed.
      const began = failures === 1 && state.standing !== 'confirming' ? at : state.since
      const standing = failures >= failAfter ? 'down' : 'failing'
      return { state: { standing, since: began, failures }, counts: true }
    }
  }
}

/** When it is looked at next: soon where a failure is to be confirmed, else at its own place in every round. */
export function nextLookAt(
  { name, every, confirmAfter }: Pick<CheckPolicy, 'name' | 'every' | 'confirmAfter'>,
  { standing }: CheckState,
  at: Date,
): Date {
  if (standing === 'confirming') return new Date(at.getTime() + Math.min(confirmAfter, every))
  const place = placeIn(every, name)
  const round = Math.floor((at.getTime() - place) / every) + 1
  return new Date(round * every + place)
}

/** Spreads checks over the round, so that hundreds of them are not looked at in one moment. */
function placeIn(every: number, name: string): number {
  let hash = 2166136261
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0
  return hash % every
}
