import { differenceInDays } from 'date-fns/differenceInDays'
import type { CheckPolicy, Look, Measures } from '../../domain/check/check.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import type { Deps, SafeAnswer } from '../../ports.ts'

type Policy = Extract<CheckPolicy, { kind: 'http' }>

/** Calls an address and holds the answer against what is expected of it. */
export async function lookAtAddress({ safeProbe, now }: Deps, policy: Policy): Promise<Look> {
  const answer = await safeProbe({ ...policy, timeoutMs: policy.within })
  const { latencyMs, certificateEndsAt } = answer
  const certificateDays = certificateEndsAt && differenceInDays(certificateEndsAt, now())
  const measures: Measures = certificateDays === null ? {} : { certificateDays }
  const why = troubleWith(answer, policy) ?? certificateTrouble(certificateDays, policy)
  if (why !== null) return { is: 'down', latencyMs, why, measures }
  return { is: 'up', latencyMs, warning: slownessOf(latencyMs, policy), measures }
}

function troubleWith(answer: SafeAnswer, { status, headers, contains, json }: Policy): string | null {
  if (!status.includes(answer.status)) return `it answered ${answer.status} instead of ${status.join(' or ')}`
  const wrong = bodyTrouble(answer.body, { contains, json })
  if (wrong) return `it ${wrong}`
  const missing = Object.entries(headers).find(([name, wanted]) => !answer.headers[name]?.includes(wanted))
  return missing ? `its header ${missing[0]} does not contain "${missing[1]}"` : null
}

const certificateTrouble = (days: number | null, { certificateDays }: Policy): string | null =>
  days === null || days >= certificateDays
    ? null
    : `its certificate ends in ${days === 1 ? '1 day' : `${days} days`}, which is fewer than ${certificateDays}; renew it`

/** An answer that comes late is one all the same. */
const slownessOf = (
  latencyMs: number,
  { slowerThan }: { slowerThan?: number | undefined },
): string | undefined =>
  slowerThan !== undefined && latencyMs > slowerThan
    ? `it took ${seconds(latencyMs)}, which is slower than ${seconds(slowerThan)}`
    : undefined

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(2))} s`
