import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { type IntegrationRequest, requestIntegration } from '../../src/workflows/integrations/request.ts'
import { listIntegrations } from '../../src/workflows/integrations/state.ts'
import { integrationsReply } from '../../views/operation/integration-replies.ts'
import { refuse, reply, splitReason } from '../words.ts'
import { answerAsked } from './operation.ts'

/** `/rollback integration payments off because …`, `… on`, `… on anyway because …` */
export async function integration(words: string[], invoker: Invoker, deps: Deps): Promise<Answer> {
  const request = parseIntegration(words)
  return isRefusal(request) ? refuse(request) : answerAsked(await requestIntegration(deps, request, invoker))
}

/** `/rollback integrations` */
export const integrations = async (deps: Deps): Promise<Answer> =>
  reply(integrationsReply(await listIntegrations(deps)))

function parseIntegration(words: string[]): IntegrationRequest | Refusal {
  const { before, reason } = splitReason(words)
  const [name, to, anyway] = before.map((word) => word.toLowerCase())
  if (name === undefined) return missing('the integration’s name')
  if (to !== 'on' && to !== 'off') return missing('on or off')
  const isAnyway = anyway === 'anyway'
  if ((to === 'off' || isAnyway) && !reason) return missing('a reason, which the others will read')
  return { name, isOn: to === 'on', isAnyway, reason }
}

const missing = (words: string): Refusal => ({
  refused: 'missing-words',
  command: '/rollback integration',
  missing: words,
  example: '/rollback integration payments off because the provider is down',
})
