import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { sayingOf } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import type { StoredCheck } from '../../store/check/checks.ts'
import { lastSamples } from '../../store/check/samples.ts'
import type { Trx } from '../../store/tables.ts'
import { ownSource, receiveAlert } from '../alerts/receive.ts'
import { aboutCheck } from './tell-move.ts'

type Doubt = { from: StoredCheck; look: Look; at: Date }

/**
 * What warns, or can't be told, as often in a row as failures would be an alert, is an alert of its own: somebody should
 * see to it before it is an outage, or before an outage goes unseen. A look without a doubt ends it.
 */
export async function tellDoubt(
  deps: Deps,
  trx: Trx,
  policy: CheckPolicy,
  { from, look, at }: Doubt,
): Promise<void> {
  if (look.is === 'down') return
  const why = sayingOf(look)
  const isFiring = why !== null
  const wasClear = from.standing === 'up' && from.why === null
  if (isFiring ? !(await isEnough(trx, policy)) : wasClear) return
  await receiveAlert(deps, trx, ownSource, {
    ...aboutCheck(policy),
    level: policy.level === 'info' ? 'info' : 'warning',
    isFiring,
    fingerprint: `check:${policy.name}/doubt`,
    title:
      look.is === 'up' ? `The check ${policy.name} warns` : `The check ${policy.name} can’t tell how it is`,
    summary: why,
    ...{ firedAt: null, impactAt: null, resolvedAt: isFiring ? null : at },
  })
}

/** True where this look, which is not among the samples yet, is the one that makes it enough of them. */
async function isEnough(trx: Trx, { name, failAfter }: CheckPolicy): Promise<boolean> {
  const before = (await lastSamples(trx, name, failAfter)).map(
    ({ saw, why }) => saw !== 'down' && why !== null,
  )
  return (
    before.slice(0, failAfter - 1).filter(Boolean).length === failAfter - 1 && before[failAfter - 1] !== true
  )
}
