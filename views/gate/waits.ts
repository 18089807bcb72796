import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { actNamed } from '../../src/domain/deployment/rollout-state.ts'
import { type Wait, waitingForChecks } from '../../src/domain/gate/wait.ts'
import type { LockFacts } from '../../src/domain/refusal.ts'
import { actor, capital, line, list, plural, sentence, time } from '../text.ts'
import { lockedPlace, unlockCommand, whoUnlocks } from './lock-words.ts'

/** Everything that an accepted deployment waits for, one sentence each, with what ends it. */
export function waitLines(deployment: Deployment, waits: readonly Wait[]): string[] {
  if (waits.length > 0) return waits.map(waitInWords)
  const checks = checksAwaited(deployment)
  return checks === null ? [] : [checks]
}

/** The same for a list of deployments, some of which wait for people first. */
export const waitLinesAhead = (deployment: Deployment, waits: readonly Wait[]): string[] =>
  waitLines(deployment, waits).map((words, index) =>
    deployment.state === 'awaiting-approval' && index === 0 ? `*Once approved:* ${words}` : words,
  )

function waitInWords(wait: Wait): string {
  switch (wait.for) {
    case 'deployment':
      return `Waits for deployment ${wait.id}, which ${wait.is === 'under-way' ? 'is under way' : 'comes before it'}.`
    case 'checklist':
      return `Waits for ${plural(wait.open.length, 'box', 'boxes')} of its checklist: ${list(
        wait.open.map((item) => line(item, 80)),
        5,
      )}. It goes on by itself when all are ticked.`
    case 'lock':
      return `Waits: ${lockInWords(wait.lock)}`
    case 'freeze':
      return `Frozen until ${time(wait.until)} (${line(wait.name, 60)}); it goes on by itself then.`
    case 'time':
      return `Starts ${time(wait.at)}.`
  }
}

function lockInWords(lock: LockFacts): string {
  const until = lock.until ? ` until ${time(new Date(lock.until))}` : ''
  return `${lockedPlace(lock)} is locked by ${actor(lock.holder)}${until}: ${sentence(line(lock.reason, 300))} ${whoUnlocks(lock)} gives it back with ${unlockCommand(lock)}.`
}

function checksAwaited(deployment: Deployment): string | null {
  const act = deployment.state === 'queued' ? actNamed(deployment, 'retake-facts') : undefined
  if (act?.state !== 'intended' || !act.progress?.startsWith(waitingForChecks)) return null
  return `${capital(line(act.progress))}. It goes on by itself when they pass.`
}
