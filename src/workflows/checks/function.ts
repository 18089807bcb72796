import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import type { Deps } from '../../ports.ts'
import { upIn } from './answer.ts'

/** Calls an Edge Function as people do: with a session of a test user, or the anonymous key. */
export async function lookAtFunction(
  { functionHost }: Deps,
  policy: Extract<CheckPolicy, { kind: 'function' }>,
): Promise<Look> {
  const { project, function: slug, method, body, session, status, within } = policy
  const answer = await functionHost.call(project, { slug, method, body, session, timeoutMs: within })
  const { latencyMs } = answer
  const down = (why: string): Look => ({ is: 'down', latencyMs, why })
  if (answer.status !== status) return down(`it answered ${answer.status} instead of ${status}`)
  const wrong = bodyTrouble(answer.body, policy)
  return wrong ? down(`it ${wrong}`) : upIn(latencyMs, policy)
}
