import { subDays } from 'date-fns/subDays'
import { subSeconds } from 'date-fns/subSeconds'
import { latestMadeAt } from '../domain/updates/update-promise.ts'
import type { Deps } from '../ports.ts'
import { forgetOldSamples } from '../store/check/forget.ts'
import { waitingDestinations } from '../store/messages.ts'
import { wakeChecks } from './checks/run.ts'

const lookedAt = ['planned', 'queued', 'rolling-out', 'watching', 'rolling-back']

/** Wakes whatever is due by its rows: a lost wake-up call costs a minute, and nothing else. */
export async function sweep(deps: Deps): Promise<void> {
  const now = deps.now()
  const deployments = await deps.db
    .selectFrom('deployments')
    .select('id')
    // A queue is looked at every minute: what it waits for may have left pilothouse.yml. What is under way is looked at
    // too, since where the clock was set back `wake_at` is another time.
    .where((eb) => eb.or([eb('wake_at', '<=', now), eb('state', 'in', lookedAt)]))
    .execute()
  const incidents = await dueIncidents(deps)
  const operations = await deps.db
    .selectFrom('operations')
    .select('id')
    .where('state', '=', 'running')
    .execute()
  const alerts = await deps.db.selectFrom('alerts').select('id').where('wake_at', '<=', now).execute()
  const destinations = await waitingDestinations(deps.db)
  await deps.db.transaction().execute(async (trx) => {
    for (const { id } of deployments) await deps.jobs.wake(trx, 'advance-deployment', String(id))
    for (const { id } of incidents) await deps.jobs.wake(trx, 'advance-incident', String(id))
    for (const { id } of operations) await deps.jobs.wake(trx, 'advance-operation', String(id))
    for (const { id } of alerts) await deps.jobs.wake(trx, 'advance-alert', String(id))
    if (deps.config.checks.length > 0) await wakeChecks(deps, trx)
    for (const destination of destinations) await deps.jobs.wake(trx, 'deliver', destination)
  })
  if (now.getUTCMinutes() === tidyingMinute) await forgetOld(deps)
}

/** A promise made in the future is due: the clock was set back since, and `wake_at` with it means another time. */
async function dueIncidents({ db, now }: Deps): Promise<{ id: number }[]> {
  const at = now()
  return await db
    .selectFrom('incidents')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('wake_at', '<=', at),
        eb.exists(
          eb
            .selectFrom('update_promises')
            .select('id')
            .whereRef('incident_id', '=', 'incidents.id')
            .where('state', '=', 'open')
            .where('made_at', '>', latestMadeAt(at)),
        ),
      ]),
    )
    .execute()
}

/** Of each hour: nothing depends on what is forgotten, so a sweep that is missed then costs nothing. */
const tidyingMinute = 7

async function forgetOld(deps: Deps): Promise<void> {
  await forgetOldAnswers(deps)
  await forgetOldSamples(deps.db, deps.now())
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
