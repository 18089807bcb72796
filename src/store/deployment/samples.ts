import type { Traffic } from '../../domain/deployment/verdict.ts'
import type { Db, Trx } from '../tables.ts'

type Watched = { deploymentId: number; act: string; at: Date }
type Sample = { what: string; isError: boolean; latencyMs: number | null }

/** Keeps what one look of a watch saw. */
export async function addSamples(
  db: Db,
  { deploymentId, act, at }: Watched,
  samples: Sample[],
): Promise<void> {
  const rows = samples.map(({ what, isError, latencyMs }) => ({
    ...{ deployment_id: deploymentId, act, at, what },
    is_error: isError,
    latency_ms: latencyMs,
  }))
  await db.insertInto('watch_samples').values(rows).execute()
}

/** Calls, errors and p95 by what was called. */
export async function sampledTraffic(
  db: Db,
  deploymentId: number,
  act: string,
): Promise<Map<string, Traffic>> {
  const rows = await db
    .selectFrom('watch_samples')
    .select(({ fn, eb }) => [
      'what',
      fn.countAll<number>().as('calls'),
      fn.countAll<number>().filterWhere('is_error', '=', true).as('errors'),
      fn
        .agg<number | null>('percentile_cont', [eb.val(0.95)])
        .withinGroupOrderBy('latency_ms')
        .as('p95Ms'),
    ])
    .where('deployment_id', '=', deploymentId)
    .where('act', '=', act)
    .groupBy('what')
    .orderBy('what')
    .execute()
  return new Map(rows.map(({ what, ...traffic }) => [what, traffic]))
}

/** What these acts saw, beside it what was seen of the release before, counts no longer. */
export async function forgetSamples(trx: Trx, deploymentId: number, acts: readonly string[]): Promise<void> {
  for (const act of acts.flatMap((one) => [one, `${one}/old`])) {
    await trx
      .updateTable('watch_samples')
      .set({ act: `${act}-before` })
      .where('deployment_id', '=', deploymentId)
      .where('act', '=', act)
      .execute()
  }
}
