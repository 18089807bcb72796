import type { LockFacts, Refusal } from '../../src/domain/refusal.ts'
import { lockedPlace, unlockCommand } from '../gate/lock-words.ts'
import { actor, capital, code, either, group, line, list, sentence, time, user } from '../text.ts'
import { stateInWords } from './words.ts'

export type RollbackRefusal = Extract<
  Refusal,
  {
    refused:
      | 'locked'
      | 'not-locked'
      | 'not-your-lock'
      | 'still-undecided'
      | 'already-under-way'
      | 'no-release-to-return-to'
      | 'not-a-release-of'
      | 'nothing-to-decide'
  }
>

/** Why a place can't be deployed to or rolled back, and what to do about it. */
export function rollbackRefusalInWords(refusal: RollbackRefusal): string {
  switch (refusal.refused) {
    case 'locked':
      return lockedInWords(refusal.lock)
    case 'not-locked':
      return `${capital(lockedPlace(refusal))} is not locked, so there was nothing to unlock. \`/deploy locks\` lists every lock.`
    case 'not-your-lock':
      return notYourLock(refusal)
    case 'still-undecided':
      return `Deployment ${refusal.id} is live and undecided, so no other rollback can start there. Take it back with ${code(`/deploy roll-back ${refusal.id}`)}: that returns to what ran before it.`
    case 'already-under-way':
      return `Deployment ${refusal.id} brings ${code(refusal.sha.slice(0, 7))} of ${code(refusal.service)} to ${line(refusal.environment, 60)} already: it is ${stateInWords(refusal.state)}. Nothing was planned twice. ${alreadyThere(refusal)}`
    case 'no-release-to-return-to':
      return `No earlier release of ${code(refusal.service)} on ${line(refusal.environment, 60)} is known, so there is nothing to roll back to. Deploy an earlier commit: ${code(`/deploy ${refusal.service} ${refusal.environment} COMMIT`, 200)}.`
    case 'not-a-release-of':
      return `Deployment ${refusal.id} is no verified release of ${code(refusal.service)} on ${line(refusal.environment, 60)} that could come back, so nothing was changed. ${choices(refusal.known)}`
    case 'nothing-to-decide':
      return `Deployment ${refusal.id} is ${stateInWords(refusal.state)}, so there is nothing to decide about it. Its card shows the newest state.`
  }
}

/** What to do with the deployment that came first. */
function alreadyThere({ id, state }: { id: number; state: string }): string {
  if (state === 'awaiting-approval')
    return `Approve that one: ${code(`/deploy approve ${id}`)}, or the button on its card.`
  return state === 'queued'
    ? `${code(`/deploy details ${id}`)} shows what it waits for; where that is its time, ${code(`/deploy start ${id}`)} starts it.`
    : `${code(`/deploy details ${id}`)} shows how far it is.`
}

function lockedInWords(lock: LockFacts): string {
  if (lock.incident) return lockedByIncident(lock, 'Nothing was planned.')
  const until = lock.until ? ` until ${time(new Date(lock.until))}` : ''
  const why = lock.isLatch
    ? 'That lock stays until an approver has looked.'
    : `Ask ${actor(lock.holder)} first.`
  return `${capital(lockedPlace(lock))} is locked by ${actor(lock.holder)}${until}: ${sentence(line(lock.reason, 300))} Nothing was planned. ${why} Then ${unlockCommand(lock)} and ask again.`
}

/** It goes with the incident; who must release all the same breaks the glass. */
const lockedByIncident = (lock: LockFacts, outcome: string): string =>
  `${capital(lockedPlace(lock))} is locked: ${sentence(line(lock.reason, 300))} ${outcome} It is free again when the incident ends or is less grave; its commander lifts it before with ${unlockCommand(lock)}. A rollback passes.`

function notYourLock({
  lock,
  approvers,
  because,
}: Extract<RollbackRefusal, { refused: 'not-your-lock' }>): string {
  if (lock.incident) return lockedByIncident(lock, 'It stays locked.')
  const names = [...(approvers.group ? [group(approvers.group)] : []), ...approvers.users.map(user)]
  const holder = lock.isLatch ? [] : [actor(lock.holder)]
  const who = `Ask ${either([...holder, ...names].slice(0, 8))}.`
  const next = because
    ? `Pilothouse can't tell whether you are one of its approvers: ${sentence(line(because, 200))} Try again in a minute.`
    : who
  const whose = lock.isLatch
    ? 'only an approver may give that lock back'
    : 'only its holder or an approver may give it back'
  return `${capital(lockedPlace(lock))} is locked by ${actor(lock.holder)}: ${sentence(line(lock.reason, 300))} It stays locked, since ${whose}. ${next}`
}

const choices = (known: readonly number[]): string =>
  known.length === 0
    ? 'None of the deployments listed by `/deploy history` can.'
    : `These can: ${list(known.map(String), 10)}.`
