import { type AlertLevel, alertLevels } from '../../domain/check/check.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import { levelsBefore } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'

/** One of those before it on the same card that is as grave pages for all of them. */
export async function isPagedAlready(
  trx: Trx,
  alert: Pick<Alert, 'id' | 'cardOf' | 'level'>,
  now: Date,
): Promise<boolean> {
  const rank = (level: AlertLevel) => alertLevels.indexOf(level)
  return (await levelsBefore(trx, alert, now)).some((level) => rank(level) <= rank(alert.level))
}
