import { subDays } from 'date-fns/subDays'
import { subHours } from 'date-fns/subHours'
import type { CheckPolicy } from '../../domain/check/check.ts'
import { type CheckFigures, checkFigures } from '../../domain/check/check-figures.ts'
import { type CheckHistory, historyFigures } from '../../domain/check/check-history.ts'
import { checkNow } from '../../domain/check/check-now.ts'
import type { Deps } from '../../ports.ts'
import { loadChecks } from '../../store/check/checks.ts'
import { lastSamples, loadRollups } from '../../store/check/samples.ts'

const shown = 20

/** What the looks of the last 24 hours add up to, by check. */
export async function surveyFigures(
  deps: Deps,
  names: readonly string[],
): Promise<Map<string, CheckFigures>> {
  const until = deps.now()
  const hours = await loadRollups(deps.db, 'hour', { names, from: subHours(until, 24), until })
  return new Map(names.map((name) => [name, checkFigures(hours.get(name) ?? [], until)]))
}

/** What there is to know of one check. */
export async function surveyHistory({ db, now }: Deps, policy: CheckPolicy): Promise<CheckHistory> {
  const until = now()
  const { name } = policy
  const [stored, seen, hours, days] = await Promise.all([
    loadChecks(db, [name]),
    lastSamples(db, name, shown),
    loadRollups(db, 'hour', { names: [name], from: subDays(until, 7), until }),
    loadRollups(db, 'day', { names: [name], from: subDays(until, 91), until }),
  ])
  const check = checkNow(policy, stored.get(name), until)
  const figures = historyFigures(hours.get(name) ?? [], days.get(name) ?? [], until)
  return { check, measures: stored.get(name)?.measures ?? {}, seen, ...figures }
}
