import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { callAddress, upIn } from './answer.ts'

/** Calls an address and holds the answer against what is expected of it. */
export async function lookAtAddress(
  deps: Deps,
  policy: Extract<CheckPolicy, { kind: 'http' }>,
): Promise<Look> {
  const { why, latencyMs, measures } = await callAddress(deps, policy)
  return why === null ? upIn(latencyMs, policy, { measures }) : { is: 'down', latencyMs, why, measures }
}
