import type { DatabaseHealth } from '../../domain/data/health.ts'
import { worstFindings } from '../../domain/data/health.ts'
import type { Deps } from '../../ports.ts'
import { loadFindings } from '../../store/measure/findings.ts'

/** What the last look into each of these databases found. */
export async function surveyData(
  { db, config }: Deps,
  databases: readonly string[],
): Promise<DatabaseHealth[]> {
  return await Promise.all(
    databases.map(async (database) => ({
      database,
      isLookedInto: (config.databases[database]?.health ?? null) !== null,
      findings: worstFindings([...(await loadFindings(db, database)).values()]),
    })),
  )
}
