import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import type { Deployment, DeploymentState } from '../../domain/deployment/deployment.ts'
import { transitions } from '../../domain/deployment/deployment.ts'
import type { Period } from '../../domain/period.ts'
import { actsOf, storedActs } from '../acts.ts'
import type { Db, Subject, Tables, Trx } from '../tables.ts'
import { deploymentFromRow } from './deployment-from-row.ts'

export const deploymentSubject = (id: number): Subject => `deployment:${id}`

/** One deployment with its approvals and acts; null where there is none. */
export async function loadDeployment(db: Db | Trx, id: number): Promise<Deployment | null> {
  const row = await withParts(db.selectFrom('deployments').where('id', '=', id)).executeTakeFirst()
  return row ? deploymentFromRow(row, storedParts.parse(row)) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockDeployment(trx: Trx, id: number): Promise<Deployment | null> {
  const locked = trx.selectFrom('deployments').select('id').where('id', '=', id).forUpdate()
  // A statement that had to wait for the lock has not seen what the others did to the parts meanwhile; the next one does.
  return (await locked.executeTakeFirst()) ? await loadDeployment(trx, id) : null
}

/** Null is any. */
type Filter = {
  states?: readonly DeploymentState[]
  service?: string | null
  environment?: string | null
  requested?: Period | undefined
}

/** The newest deployments first. */
export async function listDeployments(db: Db, filter: Filter & { limit: number }): Promise<Deployment[]> {
  const rows = await withParts(filtered(db, filter)).orderBy('id', 'desc').limit(filter.limit).execute()
  return rows.map((row) => deploymentFromRow(row, storedParts.parse(row)))
}

/** Those that were live and ended since then, the newest end first. */
export async function listLiveEndedSince(db: Db, since: Date, limit: number): Promise<Deployment[]> {
  const ended = db
    .selectFrom('deployments')
    .where('state', 'in', ['verified', 'rolled-back', 'failed'])
    .where('started_at', 'is not', null)
    .where('ended_at', '>=', since)
  const rows = await withParts(ended).orderBy('ended_at', 'desc').limit(limit).execute()
  return rows.map((row) => deploymentFromRow(row, storedParts.parse(row)))
}

/** How many there are, however many are listed. */
export async function countDeployments(db: Db, filter: Filter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function filtered(db: Db, { states, service, environment, requested }: Filter) {
  let query = db.selectFrom('deployments')
  if (states) query = query.where('state', 'in', [...states])
  if (service) query = query.where('service', '=', service)
  if (environment) query = query.where('environment', '=', environment)
  if (requested)
    query = query.where('requested_at', '>=', requested.from).where('requested_at', '<', requested.until)
  return query
}

type Blockable = Pick<Deployment, 'id' | 'service' | 'environment' | 'purpose' | 'isBreakGlass'>

/**
 * What this deployment may have to let go first, other than `id` itself: a release that is live and not settled, and
 * who stands before it in the queue. A rollback and a break-glass release stand before every other. What is under way comes first.
 */
export async function findBlocking(
  db: Db | Trx,
  { id, service, environment, purpose, isBreakGlass }: Blockable,
) {
  return await db
    .selectFrom('deployments')
    .select(['id', 'state'])
    .where('service', '=', service)
    .where('environment', '=', environment)
    .where('id', '!=', id)
    .where((eb) => {
      const isEarlier = eb('id', '<', id)
      const isUrgent = eb.or([eb('purpose', '=', 'rollback'), eb('is_break_glass', '=', true)])
      const isFirst =
        purpose === 'rollback' || isBreakGlass ? eb.and([isEarlier, isUrgent]) : eb.or([isEarlier, isUrgent])
      return eb.or([
        eb('state', 'in', ['rolling-out', 'watching', 'paused', 'rolling-back']),
        eb.and([eb('state', '=', 'queued'), isFirst]),
      ])
    })
    .orderBy((eb) => eb('state', '=', 'queued'))
    .orderBy('id')
    .execute()
}

/** The deployment of this place that is live while nobody has said yet whether it stays. */
export async function findUndecided(
  db: Db | Trx,
  { service, environment }: Pick<Deployment, 'service' | 'environment'>,
): Promise<number | null> {
  const row = await db
    .selectFrom('deployments')
    .select('id')
    .where('service', '=', service)
    .where('environment', '=', environment)
    .where((eb) => eb.or([eb('state', 'in', ['watching', 'paused']), isStaged(eb)]))
    .executeTakeFirst()
  return row?.id ?? null
}

/**
 * Another deployment that already brings this commit to this place. Until the transaction ends, nobody else can settle
 * a plan for the place, so that of many in the same instant one is the first.
 */
export async function findTwin(
  trx: Trx,
  { id, service, environment, sha }: { id: number; service: string; environment: string; sha: string },
): Promise<{ id: number; state: string } | null> {
  await sql`select pg_advisory_xact_lock(hashtext(${`plan/${environment}/${service}`}))`.execute(trx)
  const twin = await trx
    .selectFrom('deployments')
    .select(['id', 'state'])
    .where('service', '=', service)
    .where('environment', '=', environment)
    .where('sha', '=', sha)
    .where('purpose', '=', 'release')
    .where('id', '!=', id)
    .where('state', 'in', ['awaiting-approval', 'queued', 'rolling-out', 'watching', 'paused'])
    .orderBy('id')
    .executeTakeFirst()
  return twin ?? null
}

/** Some visitors have it already, for as long as its stages last. */
function isStaged(eb: ExpressionBuilder<Tables, 'deployments'>) {
  const entered = eb
    .selectFrom('acts')
    .select('acts.id')
    .whereRef('acts.subject', '=', sql<string>`'deployment:' || deployments.id`)
    .whereRef('acts.round', '=', 'deployments.round')
    .where('acts.name', '=', 'enter-stage:0')
  return eb.and([eb('state', '=', 'rolling-out'), eb.exists(entered)])
}

/** Moves a deployment on; false where it is no longer in the state that the caller saw. */
export async function moveDeployment<From extends DeploymentState>(
  trx: Trx,
  id: number,
  move: { from: From; to: (typeof transitions)[From][number]; at: Date; set?: DeploymentChange },
): Promise<boolean> {
  const allowed: readonly DeploymentState[] = transitions[move.from]
  if (!allowed.includes(move.to)) throw new Error(`A deployment can't go from ${move.from} to ${move.to}.`)
  const result = await trx
    .updateTable('deployments')
    .set({ ...move.set, state: move.to, since: move.at })
    .where('id', '=', id)
    .where('state', '=', move.from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export type DeploymentChange = Partial<{
  plan: string | null
  sha: string | null
  detail: string
  round: number
  started_at: Date
  ended_at: Date
  wake_at: Date | null
}>

/** Whole rows, each with its approvals, ticks and acts in the same statement. */
const withParts = (deployments: SelectQueryBuilder<Tables, 'deployments', object>) =>
  deployments
    .selectAll()
    .select((eb) => [
      actsOf(sql<string>`'deployment:' || ${eb.ref('deployments.id')}`, eb.ref('deployments.round')).as(
        'acts',
      ),
      jsonArrayFrom(
        eb
          .selectFrom('approvals')
          .select(['user_id as user', 'at'])
          .whereRef('deployment_id', '=', 'deployments.id')
          .whereRef('approvals.round', '=', 'deployments.round')
          .orderBy('at'),
      ).as('approvals'),
      jsonArrayFrom(
        eb
          .selectFrom('checklist_ticks')
          .select(['item', 'user_id as user', 'at'])
          .whereRef('deployment_id', '=', 'deployments.id')
          .orderBy('at'),
      ).as('ticks'),
    ])

const at = z.coerce.date()

const storedParts = z.object({
  acts: storedActs,
  approvals: z.array(z.object({ user: z.string(), at })),
  ticks: z.array(z.object({ item: z.string(), user: z.string(), at })),
})
