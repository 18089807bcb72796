import { hasOwnTimes } from '../../src/domain/operation/flag.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { listFlags } from '../../src/workflows/flags/list-flags.ts'
import { type FlagRequest, requestFlag } from '../../src/workflows/flags/request-flag.ts'
import { actions } from '../../views/actions.ts'
import { flagsReply } from '../../views/operation/flag-replies.ts'
import { answerAsked } from '../rollback/operation.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import type { FlagCommand } from './flag-grammar.ts'

/** `/deploy flag …` and `/deploy flags` */
export async function answerFlag(command: FlagCommand, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { environment } = command
  if (command.verb === 'flag') return await answerRequest(command, invoker, deps)
  const flags = await listFlags(deps, environment)
  if (isRefusal(flags)) return refuse(flags)
  const place = deps.config.flags[environment]
  return reply(flagsReply({ environment, flags, hasOwnTimes: place !== undefined && hasOwnTimes(place) }))
}

/** A flag that may have broken a paused release, as its card offers it. */
const switchFor: Answers<Click> = async ({ value }, invoker, deps) => {
  const [, number, to, name = ''] = /^(\d+):(on|off):(.+)$/s.exec(value) ?? []
  const deployment = await loadDeployment(deps.db, parseId(number) ?? 0)
  if (!deployment) return refuse({ refused: 'no-such-deployment', id: number ?? '' })
  const { id, environment } = deployment
  const reason = `deployment ${id} is in doubt`
  return await answerRequest({ name, isOn: to === 'on', environment, reason, deployment: id }, invoker, deps)
}

export const flagClicks: Record<string, Answers<Click>> = { [actions.switchFlag]: switchFor }

const answerRequest = async (request: FlagRequest, invoker: Invoker, deps: Deps): Promise<Answer> =>
  answerAsked(await requestFlag(deps, request, invoker))
