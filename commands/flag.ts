import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { listFlags } from '../src/workflows/flags/list-flags.ts'
import { requestFlag } from '../src/workflows/flags/request-flag.ts'
import { undoOperation } from '../src/workflows/operation/undo.ts'
import { actions } from '../views/actions.ts'
import { flagsReply, switchingReply } from '../views/flag-replies.ts'
import type { FlagCommand } from './flag-grammar.ts'
import type { Answers, Click } from './words.ts'
import { parseId, refuse, reply } from './words.ts'

export async function answerFlag(command: FlagCommand, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { environment } = command
  if (command.verb === 'flag') {
    const id = await requestFlag(deps, command, invoker)
    return isRefusal(id) ? refuse(id) : reply(switchingReply({ id }))
  }
  const flags = await listFlags(deps, environment)
  if (isRefusal(flags)) return refuse(flags)
  const hasOwnTimes = deps.config.flags[environment]?.kind === 'postgres'
  return reply(flagsReply({ environment, flags, hasOwnTimes }))
}

const undo: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = await undoOperation(deps, parseId(value) ?? 0, invoker)
  return isRefusal(id) ? refuse(id) : reply(switchingReply({ id }))
}

export const operationClicks: Record<string, Answers<Click>> = { [actions.undo]: undo }
