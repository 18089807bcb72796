import type { ReportedAlert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { alertSubject } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'

/** `times` is how often it was told in a row, where that was taken together. */
export type Told = ReportedAlert & { times?: number }

/** Writes down that an alert fires, or fires again. */
export async function auditFired(
  deps: Deps,
  trx: Trx,
  { id, action, source, told }: { id: number; action: string; source: string; told: Told },
): Promise<void> {
  const { fingerprint, title, level } = told
  await writeAudit(trx, {
    ...{ at: deps.now(), actor: 'pilothouse', action, subject: alertSubject(id) },
    detail: { source, fingerprint, title, level },
  })
}
