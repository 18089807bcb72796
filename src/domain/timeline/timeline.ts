import { createHash } from 'node:crypto'
import type { IncidentState } from '../incident/incident.ts'
import type { Actor, ChannelId, UserId } from '../people.ts'

export type TimelineEvent =
  | { kind: 'declared'; title: string; severity: string }
  | { kind: 'channel-opened'; channel: ChannelId; name: string }
  | { kind: 'step-failed'; step: string; because: string }
  | { kind: 'note'; text: string }
  | { kind: 'message'; text: string; author: UserId | null }
  /** The newest words of entry `of`, which keeps its own; null where its message was deleted. */
  | { kind: 'revision'; of: number; text: string | null }
  | { kind: 'update'; whatChanged: string; impact: string | null; nextStep: string | null }
  | { kind: 'holding-update' }
  | { kind: 'severity'; from: string; to: string; because: string | null }
  | { kind: 'commander'; from: UserId; to: UserId }
  | { kind: 'state'; from: IncidentState; to: IncidentState }
  | { kind: 'resolved'; summary: string }
  | { kind: 'reopened'; because: string }
  | {
      kind: 'deployment'
      id: number
      service: string
      environment: string
      sha: string | null
      became: string
      /** Missing of a release, and in rows of older versions. */
      purpose?: 'rollback' | undefined
    }
  /** `did` begins with a small letter and has no full stop. */
  | { kind: 'operation'; id: number; did: string; for: UserId }
  /** `did` follows the actor's name, as in "paused it: …"; people in it are `@U…`. It has no full stop. */
  | { kind: 'happened'; topic: Topic; did: string }

/** What a deployment is called by what it is for. */
export const calledBy = ({ purpose }: { purpose?: string | undefined }): string =>
  purpose === 'rollback' ? 'Rollback' : 'Deployment'

/** What a timeline can be narrowed to, beside the kinds of its events. */
export const topics = [
  'state',
  'role',
  'update',
  'page',
  'alert',
  'runbook',
  'task',
  'suspect',
  'lock',
  'outlet',
  'postmortem',
  'drill',
  'diagnostic',
] as const
type Topic = (typeof topics)[number]

export type TimelineEntry = {
  seq: number
  at: Date
  actor: Actor
  event: TimelineEvent
  permalink: string | null
  previousHash: string
  hash: string
}

/** The hash an entry must carry; each covers the one before, so that a removed or altered row is noticed. */
export function hashEntry(entry: Omit<TimelineEntry, 'hash'>, incidentId: number): string {
  const bound = [
    incidentId,
    entry.seq,
    entry.at.toISOString(),
    entry.actor,
    canonical(entry.event),
    entry.permalink,
    entry.previousHash,
  ]
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex')
}

/** jsonb does not keep the order of keys, so the hash must not depend on it. */
function canonical(event: TimelineEvent): [string, unknown][] {
  return Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1))
}

export const firstHash = '0'.repeat(64)

export type Verified = { isIntact: true } | { isIntact: false; seq: number; because: string }

/** Looks whether any entry was altered, removed or put in between; the entries are the whole timeline, in order. */
export function verifyTimeline(entries: readonly TimelineEntry[], incidentId: number): Verified {
  let previousHash = firstHash
  for (const [index, entry] of entries.entries()) {
    const seq = index + 1
    if (entry.seq !== seq) return { isIntact: false, seq, because: `entry ${seq} is missing` }
    if (entry.previousHash !== previousHash)
      return { isIntact: false, seq, because: `entry ${seq} does not follow from the one before it` }
    if (entry.hash !== hashEntry(entry, incidentId))
      return { isIntact: false, seq, because: `entry ${seq} is not what was written` }
    previousHash = entry.hash
  }
  return { isIntact: true }
}
