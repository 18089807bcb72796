import { mayOperate } from '../../domain/operation/authority.ts'
import type { AskedOperation } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { approversOf } from '../approvers.ts'
import { requestOperation } from '../operation/request.ts'

export type FlagRequest = {
  name: string
  isOn: boolean
  environment: string
  reason: string | null
  /** The deployment that it is switched for, where there is one. */
  deployment?: number | undefined
}

/** Asks for a flag to be switched; returns the operation. Throws `UpstreamError`. */
export async function requestFlag(
  deps: Deps,
  request: FlagRequest,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const { name, isOn, environment, reason, deployment } = request
  const place = deps.config.flags[environment]
  if (!place) return { refused: 'no-flags-here', environment, known: Object.keys(deps.config.flags) }
  const refusal = mayOperate(invoker.user, environment, await approversOf(deps, environment))
  if (refusal) return refusal
  const flags = await deps.flagHost.list(place)
  const flag = flags.find((one) => one.name === name)
  if (!flag) return unknownFlag(name, flags)
  if (flag.isOn === isOn) return { refused: 'flag-so-already', name, environment, isOn }
  const task = { kind: 'flag', name, isOn } as const
  return await requestOperation(deps, { environment, task, reason, deployment: deployment ?? null }, invoker)
}

function unknownFlag(given: string, flags: readonly { name: string }[]): Refusal {
  const known = flags.map(({ name }) => name)
  return { refused: 'unknown-word', what: 'flag', given, known, suggestion: closest(given, known) }
}
