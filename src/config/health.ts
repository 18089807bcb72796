import type { DataHealthPolicy } from '../domain/data/health.ts'
import type { DatabasePolicy } from '../domain/policy.ts'
import type { WrittenHealth } from './schema/health.ts'

type Written = Omit<DatabasePolicy, 'health'> & { health: WrittenHealth }

export const databasesFrom = (written: Record<string, Written>): Record<string, DatabasePolicy> =>
  Object.fromEntries(
    Object.entries(written).map(([name, { health, ...database }]) => [
      name,
      { ...database, health: healthFrom(health) },
    ]),
  )

function healthFrom({ every, deletions, queries, ...health }: WrittenHealth): DataHealthPolicy | null {
  if (every === null) return null
  const own = Object.entries(queries).map(([name, { do: advice, ...query }]) => ({
    ...query,
    name,
    advice: advice ?? null,
  }))
  return { ...health, every, deletions: deletions ?? null, queries: own }
}
