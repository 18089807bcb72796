import { addMilliseconds } from 'date-fns/addMilliseconds'
import {
  bareStatement,
  type Correction,
  type CorrectionPlan,
  changeTrouble,
  mostCorrected,
} from '../../domain/data/correction.ts'
import { mayOperate } from '../../domain/operation/authority.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, Invoker, SharedFile, TargetRows } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  correctionSubject,
  decideCorrection,
  insertCorrection,
  loadCorrection,
} from '../../store/measure/corrections.ts'
import { approversOf } from '../approvers.ts'
import { channelOf } from '../operation/place.ts'
import { requestWithin } from '../operation/request.ts'
import { order, refreshCards } from '../refresh.ts'

const no = (why: string): Refusal => ({ refused: 'no-correction', why })

/** Draws rows as a file. */
export type DrawBackup = (database: string, backup: TargetRows, at: Date) => SharedFile

/** The environment whose approvers decide, where data of this database may be corrected at all. */
export function correctable({ config }: Deps, database: string): string | Refusal {
  const [environment] = config.incidents.production
  const policy = Object.hasOwn(config.databases, database) ? config.databases[database] : undefined
  if (!policy?.writeUrl || environment === undefined)
    return no(`nothing in ${database} can be corrected from here: it has no writeUrl in pilothouse.yml`)
  return environment
}

/**
 * Keeps the rows as they are, in the channel and with the correction, and asks others to approve it. Nothing is asked
 * without a backup of exactly the rows that are expected to change. Throws `UpstreamError`.
 */
export async function requestCorrection(
  deps: Deps,
  plan: CorrectionPlan,
  draw: DrawBackup,
  invoker: Invoker,
): Promise<Correction | Refusal> {
  const environment = correctable(deps, plan.database)
  if (isRefusal(environment)) return environment
  const wrong = changeTrouble(plan.change)
  if (wrong) return no(`the change is refused: ${wrong}`)
  const sql = bareStatement(plan.backup)
  const { database, expected } = plan
  const rows = await deps.targetDatabase({ database, sql, limit: mostCorrected, timeoutMs: 30_000 })
  const count = rows.isCut ? `more than ${mostCorrected}` : String(rows.rows.length)
  if (rows.isCut || rows.rows.length !== expected)
    return no(`the backup query gives ${count} rows, and you expect ${expected} to change`)
  const at = deps.now()
  const file = draw(database, rows, at)
  const channel = channelOf(deps.config, environment)
  await deps.chat.shareFile(channel, file)
  const expiresAfter =
    deps.config.environments.find(({ name }) => name === environment)?.approvals.expiresAfter ?? 0
  const id = await deps.db.transaction().execute(async (trx) => {
    const expiresAt = addMilliseconds(at, expiresAfter)
    const asked = { ...plan, environment, rows: file.text, by: invoker.user, at, expiresAt }
    const number = await insertCorrection(trx, asked)
    const subject = correctionSubject(number)
    await writeAudit(trx, {
      ...{ at, actor: invoker.user, action: 'correction.asked', subject, detail: plan },
      requestId: invoker.requestId,
    })
    const key = `correction/${number}/card`
    await order(deps, trx, { key, destination: channel, subject, purpose: 'correction-card', at })
    return number
  })
  return (await loadCorrection(deps.db, id)) ?? { refused: 'no-such-correction', id: String(id) }
}

/** Approves or rejects one, decided at this moment. Four eyes: whoever asked for it may reject it, and not approve it. */
export async function settleCorrection(
  deps: Deps,
  { id, isApproved }: { id: number; isApproved: boolean },
  invoker: Invoker,
): Promise<Correction | Refusal> {
  const correction = await loadCorrection(deps.db, id)
  if (!correction) return { refused: 'no-such-correction', id: String(id) }
  const refusal = await mayNotSettle(deps, correction, isApproved, invoker)
  if (refusal) return refusal
  const settled = await deps.db
    .transaction()
    .execute(async (trx) => {
      const at = deps.now()
      const begun = isApproved ? await begin(deps, trx, correction) : null
      if (isRefusal(begun)) return begun
      if (!(await decideCorrection(trx, id, { by: invoker.user, at, operation: begun })))
        throw new DecidedMeanwhile()
      const subject = correctionSubject(id)
      const action = isApproved ? 'correction.approved' : 'correction.rejected'
      await writeAudit(trx, { at, actor: invoker.user, action, subject, requestId: invoker.requestId })
      await refreshCards(deps, trx, subject)
      return null
    })
    .catch((error: unknown): Refusal => {
      if (error instanceof DecidedMeanwhile) return { refused: 'changed-meanwhile', what: `correction ${id}` }
      throw error
    })
  if (settled) return settled
  return (await loadCorrection(deps.db, id)) ?? { refused: 'no-such-correction', id: String(id) }
}

/** Takes back the operation that was stored beside it. */
class DecidedMeanwhile extends Error {}

async function mayNotSettle(
  deps: Deps,
  correction: Correction,
  isApproved: boolean,
  { user }: Invoker,
): Promise<Refusal | null> {
  const { id, environment, requestedBy } = correction
  if (correction.state !== 'awaiting') return no(`correction ${id} is ${correction.state} already`)
  if (!isApproved && user === requestedBy) return null
  if (isApproved && user === requestedBy)
    return no(`you asked for correction ${id} yourself, so somebody else has to approve it`)
  if (isApproved && deps.now() >= correction.expiresAt)
    return no(`correction ${id} waited too long, and the rows may be others now: ask for it again`)
  return mayOperate(user, environment, await approversOf(deps, environment))
}

type Trx = Parameters<typeof requestWithin>[1]

async function begin(deps: Deps, trx: Trx, correction: Correction): Promise<number | Refusal> {
  const { id, database, change, backup, expected, environment, because, requestedBy } = correction
  const task = { kind: 'correction', correction: id, database, change, backup, expected } as const
  const wanted = { environment, task, reason: because }
  const asked = await requestWithin(deps, trx, wanted, { user: requestedBy, requestId: `correction-${id}` })
  return isRefusal(asked) ? asked : asked.id
}
