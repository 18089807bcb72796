import type { Actor, UserId } from '../people.ts'
import type { ApprovalPolicy } from '../policy.ts'
import type { LockFacts, Refusal } from '../refusal.ts'

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
  /** The open incident that holds it; it goes with the incident, or by its commander's word. */
  incident: number | null
}

type Place = { service: string; environment: string }

const covers = (lock: DeployLock, { service, environment }: Place): boolean =>
  lock.environment === environment && (lock.service === null || lock.service === service)

/** False where it has expired. */
export const isHeld = (lock: DeployLock, now: Date): boolean => lock.until === null || lock.until > now

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

/**
 * Whether this person may give the lock back: its holder and the environment's approvers may, a latch only the
 * approvers. An expired lock is anybody's, and so is each where pilothouse.yml names no approvers. `members` are the
 * approvers' group at this moment, or why nobody can tell: then only a holder may.
 */
export function mayRelease(
  lock: DeployLock,
  person: UserId,
  { policy, members }: { policy: ApprovalPolicy; members: UserId[] | { unknown: string } },
  now: Date,
): Refusal | null {
  if (lock.incident !== null) return notYours(lock, policy, null)
  const isOwn = !lock.isLatch && lock.holder === person
  const hasApprovers = policy.group !== undefined || policy.users.length > 0
  if (isOwn || !isHeld(lock, now) || !hasApprovers || policy.users.includes(person)) return null
  if (Array.isArray(members) && members.includes(person)) return null
  return notYours(lock, policy, Array.isArray(members) ? null : members.unknown)
}

function notYours(lock: DeployLock, { group, users }: ApprovalPolicy, because: string | null): Refusal {
  return { refused: 'not-your-lock', lock: lockFacts(lock), approvers: { group, users }, because }
}

/** The lock as a refusal names it. */
export function lockFacts({ until, incident, ...lock }: DeployLock): LockFacts {
  const { environment, service, holder, reason, isLatch } = lock
  const facts = { environment, service, holder, reason, until: until?.toISOString() ?? null, isLatch }
  return incident === null ? facts : { ...facts, incident }
}
