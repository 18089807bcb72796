import { addMilliseconds } from 'date-fns/addMilliseconds'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { listLocks } from '../../src/store/gate/locks.ts'
import { lockPlace, unlockPlace } from '../../src/workflows/gate/lock.ts'
import { actions } from '../../views/actions.ts'
import { lockedReply, locksReply, unlockedReply } from '../../views/gate/lock-replies.ts'
import { parseNames } from '../place-grammar.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, reply, splitWords } from '../words.ts'
import type { LockCommand } from './lock-grammar.ts'

/** `/deploy lock …`, `unlock …` and `locks` */
export async function answerLock(command: LockCommand, invoker: Invoker, deps: Deps): Promise<Answer> {
  switch (command.verb) {
    case 'locks':
      return reply(locksReply(await listLocks(deps.db), deps.now()))
    case 'lock': {
      const until = command.forMs === null ? null : addMilliseconds(deps.now(), command.forMs)
      const { environment, service, reason } = command
      const locked = await lockPlace(deps, { environment, service, reason, until }, invoker)
      return isRefusal(locked)
        ? refuse(locked)
        : reply(lockedReply({ environment, service, until, ...locked }))
    }
    case 'unlock': {
      const { environment, service } = command
      const unlocked = await unlockPlace(deps, { environment, service }, invoker)
      return isRefusal(unlocked) ? refuse(unlocked) : reply(unlockedReply({ environment, service }, unlocked))
    }
  }
}

/** The button's value names the place, which may have left the configuration since. */
const unlock: Answers<Click> = async ({ value }, invoker, deps) => {
  const names = parseNames(splitWords(value), deps.config)
  if (isRefusal(names)) return refuse(names)
  const { service, environment } = names
  return environment === null
    ? refuse({ refused: 'changed-meanwhile', what: 'that place' })
    : await answerLock({ verb: 'unlock', environment, service }, invoker, deps)
}

export const lockClicks: Record<string, Answers<Click>> = { [actions.unlock]: unlock }
