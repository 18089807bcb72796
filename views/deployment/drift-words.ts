import type { Drift } from '../../src/domain/deployment/drift.ts'
import { type Facts, type LiveRelease, shortSha } from '../../src/domain/deployment/release.ts'
import { code, list, time } from '../text.ts'
import { liveInWords } from './words.ts'

type Drifted = Extract<Drift, { is: 'drifted' }>

/** ":warning: drift: runs abc1234, but deployment 41 left def5678 …"; null where there is none to tell of. */
export function driftInWords(drift: Drift | null | undefined, live: LiveRelease | null): string | null {
  if (drift?.is !== 'drifted') return null
  const since = live?.since ? new Date(live.since) : null
  const when = since && !Number.isNaN(since.getTime()) ? ` since ${time(since)}` : ', nobody knows since when'
  return `:warning: *drift:* ${difference(drift, live)}; somebody deployed past Pilothouse${when}`
}

function difference({ deployment, left, functions }: Drifted, live: LiveRelease | null): string {
  if (functions) {
    const names = list(
      functions.map((slug) => code(slug, 60)),
      6,
    )
    return `${names} ${functions.length === 1 ? 'is' : 'are'} not as deployment ${deployment} left ${functions.length === 1 ? 'it' : 'them'}`
  }
  const runs = live?.sha ? code(shortSha(live.sha)) : live ? 'an unknown commit' : 'nothing'
  return `runs ${runs}, but deployment ${deployment} left ${left.sha ? code(shortSha(left.sha)) : 'another build'}`
}

/** What runs now and since when, and whether somebody deployed past Pilothouse. */
export const liveAndDrift = ({ live, drift }: Pick<Facts, 'live' | 'drift'>): string =>
  [liveInWords(live), driftInWords(drift, live)].filter((part) => part !== null).join('\n')
