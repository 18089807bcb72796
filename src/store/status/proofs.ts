import type { Db } from '../tables.ts'

/** When a rollback was verified last in these environments, and when a drill ended last; null where that never was. */
export async function lastProofs(
  db: Db,
  environments: readonly string[],
): Promise<{ rollback: Date | null; drill: Date | null; runbooks: number }> {
  const rollback = await db
    .selectFrom('deployments')
    .select(({ fn }) => fn.max('since').as('at'))
    .where('environment', 'in', environments.length > 0 ? environments : [''])
    .where('purpose', '=', 'rollback')
    .where('state', '=', 'verified')
    .executeTakeFirst()
  const drill = await db
    .selectFrom('drills')
    .select(({ fn }) => fn.max('ended_at').as('at'))
    .where('score', 'is not', null)
    .executeTakeFirst()
  const { count } = await db
    .selectFrom('runbook_files')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { rollback: rollback?.at ?? null, drill: drill?.at ?? null, runbooks: Number(count) }
}
