import { type DeployLock, isHeld } from '../../src/domain/gate/lock.ts'
import type { Reply } from '../../src/ports.ts'
import { packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { actor, line, sentence, time } from '../text.ts'
import { heldInWords, unlockButton, unlockCommand, whoUnlocks } from './lock-words.ts'

type Place = { environment: string; service: string | null }

const place = ({ environment, service }: Place): string =>
  service === null ? `all of ${line(environment, 60)}` : `${line(service, 60)} on ${line(environment, 60)}`

type Locked = Place & { until: Date | null; takenFrom: DeployLock | null }

export const lockedReply = ({ until, takenFrom, ...where }: Locked): Reply =>
  sentenceReply(
    `:lock: You locked ${place(where)}${until ? ` until ${time(until)}` : ''}. Others can't deploy there; a rollback always can.${takenFrom ? ` You took the lock over from ${actor(takenFrom.holder)} (${line(takenFrom.reason, 200)}), who is told.` : ''} ${unlockCommand(where)} gives it back.`,
  )

type Unlocked = { released: readonly DeployLock[]; left: readonly DeployLock[] }

export function unlockedReply(where: Place, { released, left }: Unlocked): Reply {
  const was = released.map((lock) => `It was ${heldSince(lock)}: ${sentence(line(lock.reason, 200))}`)
  if (left.length === 0)
    return sentenceReply(
      `:unlock: ${place(where)} is free again; whatever waited for it starts. ${was.join(' ')}`,
    )
  const still = left.map(
    (lock) =>
      `${place(lock)} is still ${heldSince(lock)}: ${sentence(line(lock.reason, 200))} ${whoUnlocks(lock)} gives it back with ${unlockCommand(lock)}.`,
  )
  return sentenceReply(`:unlock: Unlocked, but not free yet. ${was.join(' ')}\n${still.join('\n')}`)
}

const heldSince = (lock: DeployLock): string => `locked by ${actor(lock.holder)} since ${time(lock.since)}`

/** Every lock that was not given back; an expired one is said to be so. */
export function locksReply(locks: readonly DeployLock[], now: Date): Reply {
  if (locks.length === 0)
    return sentenceReply(
      'Nothing is locked. `/deploy lock production because …` keeps others off an environment.',
    )
  const withButton = locks
    .slice(0, maxButtons)
    .map((lock) => section(lockLine(lock, now), unlockButton(lock)))
  const others = locks.slice(maxButtons).map((lock) => lockLine(lock, now))
  return {
    text: `${locks.length} locked`,
    blocks: withinLimits([section('*Locked*'), ...withButton, ...packed(others)], 'message'),
  }
}

const maxButtons = 20

const lockLine = (lock: DeployLock, now: Date): string =>
  `${isHeld(lock, now) ? ':lock:' : ':unlock:'} *${place(lock)}* ${heldInWords(lock, now)}`
