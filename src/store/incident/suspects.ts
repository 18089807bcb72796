import { sql } from 'kysely'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Operation } from '../../domain/operation/operation.ts'
import { loadDeployment } from '../deployment/deployments.ts'
import { loadOperation } from '../operation/operations.ts'
import type { Db, Trx } from '../tables.ts'

type Range = { environments: readonly string[]; from: Date }

const most = 50

/** Deployments that began to change an environment since, the newest first. */
export async function listStarted(db: Db | Trx, { environments, from }: Range): Promise<Deployment[]> {
  if (environments.length === 0) return []
  const rows = await db
    .selectFrom('deployments')
    .select('id')
    .where('environment', 'in', environments)
    .where('started_at', 'is not', null)
    // A long watch doesn't make a release younger than it is.
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', from)]))
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  const found = await Promise.all(rows.map(({ id }) => loadDeployment(db, id)))
  return found.filter((one) => one !== null)
}

/** Operations that changed something in an environment since, with whether nothing was done to the same thing after. */
export async function listDone(
  db: Db | Trx,
  { environments, from }: Range,
): Promise<{ operation: Operation; isLatest: boolean }[]> {
  if (environments.length === 0) return []
  const rows = await db
    .selectFrom('operations')
    .select(['id', 'thing', 'environment'])
    .where('environment', 'in', environments)
    .where('state', '=', 'done')
    .where('ended_at', '>=', from)
    .where(sql<boolean>`task->>'kind' <> 'revert'`)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  const seen = new Set<string>()
  const marked = rows.map(({ id, thing, environment }) => {
    const isLatest = !seen.has(`${environment} ${thing}`)
    seen.add(`${environment} ${thing}`)
    return { id, isLatest }
  })
  const found = await Promise.all(
    marked.map(async ({ id, isLatest }) => ({ operation: await loadOperation(db, id), isLatest })),
  )
  return found.flatMap(({ operation, isLatest }) => (operation ? [{ operation, isLatest }] : []))
}

/** The rollbacks that were asked for from this incident's card, or of what it affects since it was declared. */
export async function listCures(
  db: Db,
  incident: { id: number; declaredAt: Date; affects: readonly string[] },
  environments: readonly string[],
): Promise<Deployment[]> {
  const { id: incidentId, declaredAt, affects } = incident
  const rows = await db
    .selectFrom('deployments')
    .select('id')
    .where('purpose', '=', 'rollback')
    .where('requested_at', '>=', declaredAt)
    .where((eb) =>
      eb.or([
        eb('incident_id', '=', incidentId),
        ...(environments.length > 0 && affects.length > 0
          ? [eb.and([eb('environment', 'in', environments), eb('service', 'in', affects)])]
          : []),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  const found = await Promise.all(rows.map(({ id }) => loadDeployment(db, id)))
  return found.filter((one) => one !== null)
}
