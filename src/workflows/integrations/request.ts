import { mayOperate } from '../../domain/operation/authority.ts'
import type { AskedOperation } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { approversOf } from '../approvers.ts'
import { requestOperation } from '../operation/request.ts'
import { troubleWith } from './check.ts'
import { integrationNamed } from './named.ts'
import { stateOf } from './state.ts'

/** `isAnyway` turns it on although its check does not pass. */
export type IntegrationRequest = { name: string; isOn: boolean; isAnyway: boolean; reason: string | null }

/** Asks for an integration to be switched; returns the operation. Throws `UpstreamError`. */
export async function requestIntegration(
  deps: Deps,
  { name, isOn, isAnyway, reason }: IntegrationRequest,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const integration = integrationNamed(deps.config, name)
  if (!integration) return unknownIntegration(deps, name)
  const { environment, check } = integration
  const refusal = mayOperate(invoker.user, environment, await approversOf(deps, environment))
  if (refusal) return refusal
  const state = await stateOf(deps, integration)
  if (state.is === (isOn ? 'on' : 'off'))
    return { refused: 'integration-so-already', name: integration.name, environment, isOn }
  const said = isOn && !isAnyway ? await troubleWith(deps, name) : null
  if (said !== null) return { refused: 'integration-check-failed', name: integration.name, said }
  const by = { switch: integration.switch, isChecked: check !== null && !isAnyway }
  const task = { kind: 'integration', name: integration.name, isOn, ...by } as const
  return await requestOperation(deps, { environment, task, reason }, invoker)
}

function unknownIntegration({ config }: Deps, given: string): Refusal {
  const known = config.integrations.map(({ name }) => name)
  return { refused: 'unknown-word', what: 'integration', given, known, suggestion: closest(given, known) }
}
