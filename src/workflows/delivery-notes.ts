import type { Deps } from '../ports.ts'
import { writeAudit } from '../store/audit.ts'
import type { Row, Subject, Trx } from '../store/tables.ts'
import { alertMessageFailed } from './alerts/delivered.ts'
import { parseSubject } from './compose-message.ts'
import { deploymentMessageFailed } from './deployment/delivered.ts'
import { incidentMessageDelivered, incidentMessageFailed } from './incident/delivered.ts'
import { operationMessageFailed } from './operation/delivered.ts'
import { pageDelivered } from './paging/delivered.ts'

/** What follows from Slack having a message. */
export async function noteDelivered(deps: Deps, trx: Trx, row: Row<'messages'>): Promise<void> {
  const { kind } = parseSubject(row.subject)
  if (kind === 'incident') await incidentMessageDelivered(deps, trx, row)
  if (kind === 'alert') await pageDelivered(trx, row)
}

/** A message that Slack will never take is written down where people look. */
export async function noteUndelivered(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const detail = { message: row.key, because }
  await writeAudit(trx, {
    at: deps.now(),
    actor: 'pilothouse',
    action: 'message.failed',
    subject: row.subject as Subject,
    detail,
  })
  const { kind } = parseSubject(row.subject)
  if (kind === 'incident') await incidentMessageFailed(deps, trx, row, because)
  else if (kind === 'alert') await alertMessageFailed(deps, trx, row, because)
  else if (kind === 'operation') await operationMessageFailed(deps, trx, row, because)
  else if (kind === 'deployment') await deploymentMessageFailed(deps, trx, row, because)
}
