import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import type { Deps } from '../../ports.ts'

/** Calls an address and holds the answer against what is expected of it. */
export async function lookAtAddress(
  { probe }: Deps,
  { url, within, status, headers, send, contains, json }: Extract<CheckPolicy, { kind: 'http' }>,
): Promise<Look> {
  const answer = await probe(url, within, send)
  const { latencyMs } = answer
  const down = (why: string): Look => ({ is: 'down', latencyMs, why })
  if (!status.includes(answer.status))
    return down(`it answered ${answer.status} instead of ${status.join(' or ')}`)
  const wrong = bodyTrouble(answer.body, { contains, json })
  if (wrong) return down(`it ${wrong}`)
  const missing = Object.entries(headers).find(([name, wanted]) => !answer.headers[name]?.includes(wanted))
  return missing ? down(`its header ${missing[0]} does not contain "${missing[1]}"`) : { is: 'up', latencyMs }
}
