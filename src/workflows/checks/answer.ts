import { differenceInDays } from 'date-fns/differenceInDays'
import type { CheckPolicy, Look, Measures } from '../../domain/check/check.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import type { Deps, SafeAnswer } from '../../ports.ts'

type Policy = Extract<CheckPolicy, { kind: 'http' | 'third-party' }>

/** What is known of an answer before its kind of check has its own say. */
export type Answered = SafeAnswer & { why: string | null; measures: Measures }

/** Calls an address and holds the answer against what is expected of it. */
export async function callAddress({ safeProbe, now }: Deps, policy: Policy): Promise<Answered> {
  const answer = await safeProbe({ ...policy, timeoutMs: policy.within })
  const { certificateEndsAt } = answer
  const certificateDays = certificateEndsAt && differenceInDays(certificateEndsAt, now())
  const measures: Measures = certificateDays === null ? {} : { certificateDays }
  return {
    ...answer,
    why: troubleWith(answer, policy) ?? certificateTrouble(certificateDays, policy),
    measures,
  }
}

/** An answer that comes late is one all the same. */
export function upIn(
  latencyMs: number,
  { slowerThan }: { slowerThan?: number | undefined },
  { measures, warning }: { measures?: Measures; warning?: string | undefined } = {},
): Look {
  const isSlow = slowerThan !== undefined && latencyMs > slowerThan
  const slow = isSlow
    ? `it took ${seconds(latencyMs)}, which is slower than ${seconds(slowerThan)}`
    : undefined
  return { is: 'up', latencyMs, warning: warning ?? slow, measures }
}

function troubleWith(answer: SafeAnswer, { status, headers, contains, json }: Policy): string | null {
  if (!status.includes(answer.status)) return `it answered ${answer.status} instead of ${status.join(' or ')}`
  const wrong = bodyTrouble(answer.body, { contains, json })
  if (wrong) return `it ${wrong}`
  const missing = Object.entries(headers).find(([name, wanted]) => !answer.headers[name]?.includes(wanted))
  return missing ? `its header ${missing[0]} does not contain "${missing[1]}"` : null
}

function certificateTrouble(days: number | null, { certificateDays }: Policy): string | null {
  if (days === null || days >= certificateDays) return null
  const left = days === 1 ? '1 day' : `${days} days`
  return `its certificate ends in ${left}, which is fewer than ${certificateDays}; renew it`
}

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(2))} s`
