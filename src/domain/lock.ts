import type { Actor } from './people.ts'
import type { LockFacts } from './refusal.ts'

/** Keeps deployments off an environment, or one service on it, until it is given back, taken over or expires. */
export type DeployLock = {
  id: number
  environment: string
  /** Null locks every service. */
  service: string | null
  holder: Actor
  reason: string
  since: Date
  /** Null holds until somebody unlocks. */
  until: Date | null
  /** Left by a rollback, so that nothing puts the bad release back before a person has looked. */
  isLatch: boolean
}

type Place = { service: string; environment: string }

const covers = (lock: DeployLock, { service, environment }: Place): boolean =>
  lock.environment === environment && (lock.service === null || lock.service === service)

const isHeld = (lock: DeployLock, now: Date): boolean => lock.until === null || lock.until > now

/** The lock that keeps `person` from deploying there, if one does. A person's own lock is no obstacle; a latch is. */
export function lockAgainst(
  locks: readonly DeployLock[],
  place: Place,
  person: Actor,
  now: Date,
): DeployLock | null {
  const held = locks.filter((lock) => covers(lock, place) && isHeld(lock, now))
  return held.find((lock) => lock.isLatch || lock.holder !== person) ?? null
}

/** The lock as a refusal names it. */
export function lockFacts({ environment, service, holder, reason, until, isLatch }: DeployLock): LockFacts {
  return { environment, service, holder, reason, until: until?.toISOString() ?? null, isLatch }
}
