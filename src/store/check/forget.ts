import { type Period, periods } from '../../domain/check/rollup.ts'
import type { Db } from '../tables.ts'

/** Days for which single samples, hours and days are kept. */
const kept = { samples: 2, hour: 35, day: 400 } as const

/** Lets go of samples, numbers and counts that are too old to be looked at. */
export async function forgetOldSamples(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * periods.day)
  for (const table of ['check_samples', 'measurements'] as const)
    await db.deleteFrom(table).where('at', '<', before(kept.samples)).execute()
  for (const table of ['check_rollups', 'measurement_rollups'] as const)
    for (const period of Object.keys(periods) as Period[])
      await db
        .deleteFrom(table)
        .where('period', '=', period)
        .where('starts_at', '<', before(kept[period]))
        .execute()
}
