import { groupKeyOf } from '../../domain/alert/group.ts'
import { silenceOf } from '../../domain/alert/silence.ts'
import type { Deps } from '../../ports.ts'
import { listSilences } from '../../store/alert/silences.ts'
import { isCardStale, markCardsStale } from '../../store/messages.ts'
import {
  alertSubject,
  findCard,
  insertOrCount,
  type NewAlert,
  updateAlert,
} from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'
import { refreshAlertCard, wakeAlert } from './changed.ts'
import { isPagedAlready } from './paged-already.ts'
import { auditFired, type Told } from './told.ts'

/** A new alert: on a card of its own, or on that of those which began just before; silently where it is silenced. */
export async function storeNew(deps: Deps, trx: Trx, source: string, told: Told): Promise<void> {
  const { alerts } = deps.config
  const at = deps.now()
  const silence = silenceOf(await listSilences(trx, at), { ...told, source })
  const groupKey = groupKeyOf({ ...told, source }, alerts)
  const cardOf = silence ? null : await findCard(trx, { groupKey, at, within: alerts.grouping.within })
  const silenced = {
    silenced_until: silence?.until ?? null,
    silenced_by: silence?.by ?? null,
    silenced_because: silence?.because ?? null,
  }
  const row = { ...rowOf(told, at), source, group_key: groupKey, card_of: cardOf, ...silenced }
  const { id, isNew } = await insertOrCount(trx, row)
  if (!isNew) return
  await auditFired(deps, trx, { id, action: 'alert.fired', source, told })
  if (cardOf !== null) return await joinCard(deps, trx, { id, cardOf, level: told.level })
  if (!silence) await orderCard(deps, trx, { id, level: told.level })
  await wakeAlert(deps, trx, id)
}

type Joining = { id: number; cardOf: number; level: Told['level'] }

/** Hundreds may join in a moment: nobody is woken for a card that is drawn anew in any case, or for what pages nobody. */
async function joinCard(deps: Deps, trx: Trx, alert: Joining): Promise<void> {
  if (await isCardStale(trx, alertSubject(alert.cardOf)))
    await markCardsStale(trx, alertSubject(alert.cardOf))
  else await refreshAlertCard(deps, trx, alert)
  if (!(await isPagedAlready(trx, alert, deps.now()))) await wakeAlert(deps, trx, alert.id)
  else await updateAlert(trx, alert.id, { wake_at: null })
}

/** Its card stands where alerts of its level are told. */
export async function orderCard(
  deps: Deps,
  trx: Trx,
  { id, level }: { id: number; level: Told['level'] },
): Promise<void> {
  const destination = deps.config.alerts.levels[level].channel
  const subject = alertSubject(id)
  const at = deps.now()
  await order(deps, trx, { key: `alert/${id}/card`, destination, subject, purpose: 'alert-card', at })
}

function rowOf(told: Told, at: Date): Omit<NewAlert, 'source' | 'group_key' | 'card_of'> {
  const { labels, facts, firedAt, isFiring: _, impactAt, resolvedAt: __, times = 1, ...rest } = told
  // A source whose clock is ahead tells of the future.
  const began = firedAt && firedAt <= at ? firedAt : at
  return {
    ...rest,
    times,
    labels: JSON.stringify(labels),
    facts: JSON.stringify(facts),
    fired_at: began,
    impact_at: impactAt && impactAt <= at ? impactAt : null,
    ...{ received_at: at, pages_from: at, firings: [at] },
    ...{ silenced_until: null, silenced_by: null, silenced_because: null },
  }
}
