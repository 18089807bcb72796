import type { CheckPolicy, CheckState, Look } from '../../domain/check/check.ts'
import { sayingOf } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import type { Trx } from '../../store/tables.ts'
import { ownSource, receiveAlert } from '../alerts/receive.ts'

type Move = { from: CheckState; to: CheckState; look: Look; at: Date }

/** A check that goes down is an alert, and one that is well again ends it. */
export async function tellMove(
  deps: Deps,
  trx: Trx,
  policy: CheckPolicy,
  { from, to, look, at }: Move,
): Promise<void> {
  if (from.standing === to.standing) return
  const detail = { from: from.standing, to: to.standing, why: sayingOf(look) }
  await writeAudit(trx, {
    at,
    actor: 'pilothouse',
    action: 'check.moved',
    subject: `check:${policy.name}`,
    detail,
  })
  if (to.standing !== 'down' && to.standing !== 'up') return
  const isFiring = to.standing === 'down'
  await receiveAlert(deps, trx, ownSource, {
    ...aboutCheck(policy),
    isFiring,
    // What is critical and was confirmed to be down is an outage, for which people may be called in.
    facts: policy.level === 'critical' ? ['outage'] : [],
    fingerprint: `check:${policy.name}`,
    title: `The check ${policy.name} failed ${to.failures} times in a row`,
    summary: look.is === 'up' ? null : look.why,
    firedAt: isFiring ? to.since : null,
    impactAt: isFiring ? to.since : null,
    resolvedAt: isFiring ? null : at,
  })
}

/** What an alert says of the check that it comes from. */
export const aboutCheck = (policy: CheckPolicy) => ({
  name: policy.name,
  level: policy.level,
  service: policy.service ?? null,
  environment: policy.environment ?? null,
  severity: null,
  runbook: null,
  labels: { check: policy.name },
  facts: [],
  link: 'url' in policy ? withoutKeys(policy.url) : null,
})

/** What follows an address’s path may be a key, and so may what stands before its host. */
function withoutKeys(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
