import { addMilliseconds } from 'date-fns/addMilliseconds'
import { max } from 'date-fns/max'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { addMeasuring, loadMeasuring, nextMeasuringAt } from '../../store/measure/measuring.ts'
import type { Trx } from '../../store/tables.ts'
import { dataMeasuring, lookIntoDatabase } from '../data/look.ts'
import { capacityMeasuring, measureCapacity } from './capacity.ts'
import { costMeasuring, measureCost } from './cost.ts'

/** One thing that is measured; `work` asks outside, and stores what it found with when it is measured next. */
type Round = { name: string; work: (deps: Deps) => Promise<void> }

const roundsOf = ({ capacities, costs, databases }: TeamConfig): Round[] => [
  ...capacities.map((policy) => ({
    name: capacityMeasuring(policy),
    work: (deps: Deps) => measureCapacity(deps, policy),
  })),
  ...Object.entries(databases).flatMap(([database, { health }]) =>
    health === null
      ? []
      : [
          {
            name: dataMeasuring(database),
            work: async (deps: Deps) => void (await lookIntoDatabase(deps, database)),
          },
        ],
  ),
  ...costs.map((policy) => ({
    name: costMeasuring(policy),
    work: (deps: Deps) => measureCost(deps, policy),
  })),
]

/** True where the configuration has anything to measure. */
export const isMeasuring = (config: TeamConfig): boolean => roundsOf(config).length > 0

/** Asks for what is due to be measured, if the transaction commits. */
export const wakeMeasuring = (deps: Deps, trx: Trx, at?: Date): Promise<void> =>
  deps.jobs.wake(trx, 'measure', 'all', at)

/**
 * Measures whatever is due, one thing after the other so that no database has more than one connection of ours, and asks
 * to be woken for the next. Safe to call at any time, on any replica.
 */
export async function measureDue(deps: Deps): Promise<void> {
  const rounds = roundsOf(deps.config)
  const names = rounds.map(({ name }) => name)
  await deps.exclusive('measure', async () => {
    await addMeasuring(deps.db, names, deps.now())
    const stored = await loadMeasuring(deps.db, names)
    for (const { name, work } of rounds) {
      const nextAt = stored.get(name)?.nextAt
      if (nextAt && nextAt <= deps.now()) await work(deps)
    }
  })
  const next = await nextMeasuringAt(deps.db, names)
  if (next === null) return
  // What is overdue is measured by whoever holds it now.
  const at = max([next, addMilliseconds(deps.now(), 1000)])
  await deps.db.transaction().execute((trx) => wakeMeasuring(deps, trx, at))
}
