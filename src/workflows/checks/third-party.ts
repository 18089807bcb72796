import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { expiryIn, quotaIn } from '../../domain/check/third-party.ts'
import type { Deps } from '../../ports.ts'
import { callAddress, upIn } from './answer.ts'

/** Calls somebody else's API with the team's key: whether it answers, takes the key, and how many calls are left. */
export async function lookAtThirdParty(
  deps: Deps,
  policy: Extract<CheckPolicy, { kind: 'third-party' }>,
): Promise<Look> {
  const answer = await callAddress(deps, policy)
  const { status, latencyMs } = answer
  const isExpected = policy.status.includes(status)
  if (!isExpected && (status === 401 || status === 403))
    return {
      is: 'down',
      latencyMs,
      why: `its key is refused (${status}); give it a valid one`,
      measures: answer.measures,
    }
  const quota = policy.quota && quotaIn(answer, policy.quota)
  const expiry = policy.expires && isExpected ? expiryIn(answer, policy.expires, deps.now()) : undefined
  const measures = { ...answer.measures, ...quota?.measures, ...expiry?.measures }
  const limit =
    !isExpected && status === 429 ? 'it refuses more calls for now (429): its limit is reached' : null
  const why = limit ?? answer.why ?? quota?.why ?? expiry?.why
  if (why) return { is: 'down', latencyMs, why, measures }
  return upIn(latencyMs, policy, { measures, warning: quota?.warning ?? expiry?.warning })
}
