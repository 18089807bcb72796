import { isPagedAnew, isSameAgain, recentFirings } from '../../domain/alert/flapping.ts'
import { groupKeyOf } from '../../domain/alert/group.ts'
import { silenceOf } from '../../domain/alert/silence.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import { listSilences } from '../../store/alert/silences.ts'
import { alertSubject, updateAlert } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { refreshAlertCard, wakeAlert } from './changed.ts'
import { auditFired, type Told } from './told.ts'

/** True where what fires now is the same that was over a short while ago. */
export const isBackSoon = ({ config, now }: Deps, last: Alert): boolean =>
  isSameAgain(last, config.alerts.flapping, now())

/**
 * It is back: the same alert, on the same card. People are paged anew only after some quiet, and not while it comes and
 * goes; whoever took care of it still does, otherwise.
 */
export async function fireAgain(deps: Deps, trx: Trx, last: Alert, told: Told): Promise<void> {
  const at = deps.now()
  const { flapping } = deps.config.alerts
  const isAnew = isPagedAnew(last, flapping, at)
  const silence = silenceOf(await listSilences(trx, at), last)
  await updateAlert(trx, last.id, {
    ...{ state: 'firing', resolved_at: null, fired_at: at, times: last.times + (told.times ?? 1) },
    ...{ title: told.title, summary: told.summary, level: told.level, link: told.link },
    group_key: groupKeyOf({ ...last, level: told.level }, deps.config.alerts),
    firings: [...recentFirings(last.firings, flapping, at), at],
    silenced_until: silence?.until ?? null,
    silenced_by: silence?.by ?? null,
    silenced_because: silence?.because ?? null,
    ...(isAnew
      ? { round: last.round + 1, pages_from: at, acknowledged_by: null, acknowledged_at: null }
      : {}),
  })
  await auditFired(deps, trx, { id: last.id, action: 'alert.fired-again', source: last.source, told })
  await refreshAlertCard(deps, trx, last)
  await refreshPages(deps, trx, pagedAlert(deps, last))
  await wakeAlert(deps, trx, last.id)
  if (last.incidentId === null) return
  const event = {
    ...({ kind: 'happened', topic: 'alert' } as const),
    did: `saw that ${alertSubject(last.id).replace(':', ' ')} fires again: ${told.title}`,
  }
  await recordChange(deps, trx, last.incidentId, { by: null, action: 'incident.alert-again', event })
}
