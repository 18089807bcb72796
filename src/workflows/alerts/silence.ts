import { addMilliseconds } from 'date-fns/addMilliseconds'
import { isAbout, type Silence } from '../../domain/alert/silence.ts'
import { type Alert, isSilenced } from '../../domain/paging/alert.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { endSilence, insertSilence, listSilences } from '../../store/alert/silences.ts'
import { writeAudit } from '../../store/audit.ts'
import { isOrdered } from '../../store/messages.ts'
import { listAllFiring } from '../../store/paging/alert-lists.ts'
import {
  alertSubject,
  loadOthersOnCard,
  lockAlert,
  nextOnCard,
  updateAlert,
} from '../../store/paging/alerts.ts'
import { acknowledgePages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { order } from '../refresh.ts'
import { changedAlert, wakeAlert } from './changed.ts'
import { orderCard } from './fire.ts'

/** `of` is what alerts are called, or the number of one, with which go the others on its card. */
export type Silencing = { of: { name: string } | { alert: number }; forMs: number; because: string }
export type Silenced = { until: Date; count: number }

/** Nobody is told of it for a while; what fires now is kept and shown as silenced, and so is what comes. */
export async function silence(
  deps: Deps,
  { of, forMs, because }: Silencing,
  by: Invoker,
): Promise<Silenced | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<Silenced | Refusal> => {
    const at = deps.now()
    const until = addMilliseconds(at, forMs)
    const about = 'name' in of ? [of] : await meantBy(trx, of.alert)
    if (about.length === 0 && 'alert' in of) return { refused: 'no-such-alert', id: String(of.alert) }
    let count = 0
    for (const one of about) {
      const silence = { of: one, because, by: by.user, at, until }
      await auditSilence(deps, trx, await insertSilence(trx, silence), by, {
        action: 'silence.began',
        detail: { ...one, because, until: until.toISOString() },
      })
      count += await quieten(deps, trx, silence, by)
    }
    return { until, count }
  })
}

async function meantBy(trx: Trx, id: number): Promise<{ source: string; fingerprint: string }[]> {
  const alert = await lockAlert(trx, id)
  const others = (await loadOthersOnCard(trx, id)).filter(({ state }) => state === 'firing')
  return alert ? [alert, ...others].map(({ source, fingerprint }) => ({ source, fingerprint })) : []
}

/** What fires now is not told any more; how many those are. */
async function quieten(
  deps: Deps,
  trx: Trx,
  silence: Omit<Silence, 'id' | 'endedBy'>,
  by: Invoker,
): Promise<number> {
  const meant = (await listAllFiring(trx)).filter((alert) => isAbout(silence, alert)).toReversed()
  for (const { id } of meant) {
    const alert = await lockAlert(trx, id)
    if (alert?.state !== 'firing') continue
    const { until, because } = silence
    await updateAlert(trx, id, {
      ...{ silenced_until: until, silenced_by: by.user, silenced_because: because },
    })
    await acknowledgePages(trx, alertSubject(id), by.user)
    await refreshPages(deps, trx, pagedAlert(deps, alert))
    await changedAlert(deps, trx, alert, { by, action: 'alert.silenced', detail: { because } })
    // It may have paged for others on its card, which are not silenced.
    for (const next of await nextOnCard(trx, alert)) await wakeAlert(deps, trx, next)
  }
  return meant.length
}

export type Unsilenced = { silences: Silence[]; count: number }

/** Ends every silence of that name, or about that alert; what still fires is told again. */
export async function unsilence(deps: Deps, of: Silencing['of'], by: Invoker): Promise<Unsilenced> {
  return await deps.db.transaction().execute(async (trx): Promise<Unsilenced> => {
    const now = deps.now()
    const alert = 'alert' in of ? await lockAlert(trx, of.alert) : null
    const on = await listSilences(trx, now)
    const ended = on.filter((one) =>
      'name' in of
        ? 'name' in one.of && one.of.name.toLowerCase() === of.name.toLowerCase()
        : alert !== null && isAbout(one, alert),
    )
    for (const { id } of ended) {
      await endSilence(trx, id, by.user, now)
      await auditSilence(deps, trx, id, by, { action: 'silence.ended', detail: {} })
    }
    const left = on.filter((one) => !ended.includes(one))
    const meant = (await listAllFiring(trx)).filter(
      (each) =>
        isSilenced(each, now) &&
        ended.some((one) => isAbout(one, each)) &&
        !left.some((one) => isAbout(one, each)),
    )
    for (const each of meant.toReversed()) {
      await updateAlert(trx, each.id, { silenced_until: now })
      await changedAlert(deps, trx, each, { by, action: 'alert.unsilenced' })
    }
    return { silences: ended, count: meant.length }
  })
}

/** Where a silence has ended and the alert still fires, that is told, and people are paged as about a new one. */
export async function endedSilence(deps: Deps, trx: Trx, alert: Alert): Promise<boolean> {
  const { id, silenced, state } = alert
  const at = deps.now()
  if (silenced === null || isSilenced(alert, at) || state !== 'firing') return false
  await updateAlert(trx, id, {
    ...{ silenced_until: null, silenced_by: null, silenced_because: null },
    // Whoever took care of it hours ago need not be the one who does now.
    ...{ round: alert.round + 1, pages_from: at, acknowledged_by: null, acknowledged_at: null },
  })
  if (alert.incidentId !== null) return true
  if (alert.cardOf === null && !(await isOrdered(trx, `alert/${id}/card`))) await orderCard(deps, trx, alert)
  else {
    const post = { purpose: 'alert-still-fires', by: silenced.by, because: silenced.because } as const
    const destination = deps.config.alerts.levels[alert.level].channel
    const key = `alert/${id}/still-fires/${silenced.until.getTime()}`
    await order(deps, trx, { key, destination, subject: alertSubject(id), post, at })
  }
  await changedAlert(deps, trx, alert, { by: null, action: 'alert.silence-over' })
  return true
}

async function auditSilence(
  deps: Deps,
  trx: Trx,
  id: number,
  by: Invoker,
  { action, detail }: { action: string; detail: object },
): Promise<void> {
  const at = deps.now()
  const { user: actor, requestId } = by
  await writeAudit(trx, { at, actor, action, subject: `silence:${id}`, detail, requestId })
}
