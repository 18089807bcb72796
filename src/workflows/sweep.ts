import { subDays } from 'date-fns/subDays'
import { subSeconds } from 'date-fns/subSeconds'
import type { Deps } from '../ports.ts'
import { forgetOldPosts } from '../store/alert/posts.ts'
import { forgetOldSamples } from '../store/check/forget.ts'
import { listDue } from '../store/due.ts'
import { wakeRules } from './alerts/judge.ts'
import { wakeChecks } from './checks/run.ts'
import { isMeasuring, wakeMeasuring } from './measure/run.ts'

/** Wakes whatever is due by its rows: a lost wake-up call costs a minute, and nothing else. */
export async function sweep(deps: Deps): Promise<void> {
  const now = deps.now()
  const due = await listDue(deps.db, now)
  const { checks, alerts } = deps.config
  const measures = isMeasuring(deps.config)
  if (due.length + checks.length + alerts.rules.length > 0 || measures)
    await deps.db.transaction().execute(async (trx) => {
      for (const { queue, id } of due) await deps.jobs.wake(trx, queue, id)
      if (checks.length > 0) await wakeChecks(deps, trx)
      if (alerts.rules.length > 0) await wakeRules(deps, trx)
      if (measures) await wakeMeasuring(deps, trx)
    })
  if (now.getUTCMinutes() === tidyingMinute) await forgetOld(deps)
}

/** Of each hour: nothing depends on what is forgotten, so a sweep that is missed then costs nothing. */
const tidyingMinute = 7

async function forgetOld(deps: Deps): Promise<void> {
  await forgetOldAnswers(deps)
  await forgetOldSamples(deps.db, deps.now())
  await forgetOldPosts(deps.db, deps.now())
}

/**
 * Response URLs work for 30 minutes, Slack sends an event again within an hour at most, and what somebody was about to
 * declare yesterday is declared anew.
 */
async function forgetOldAnswers(deps: Deps): Promise<void> {
  const now = deps.now()
  for (const table of ['deployments', 'operations'] as const)
    await deps.db
      .updateTable(table)
      .set({ answer_to: null })
      .where('answer_to', 'is not', null)
      .where('requested_at', '<', subSeconds(now, 1800))
      .execute()
  await deps.db.deleteFrom('seen_events').where('seen_at', '<', subDays(now, 1)).execute()
  await deps.db.deleteFrom('held_declarations').where('held_at', '<', subDays(now, 1)).execute()
}
