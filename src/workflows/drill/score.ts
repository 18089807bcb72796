import type { Drill } from '../../domain/drill/drill.ts'
import { type DrillFacts, scoreDrill } from '../../domain/drill/score.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { isRestored } from '../../domain/incident/incident.ts'
import { incidentDurations } from '../../domain/incident/incident-durations.ts'
import { targetFor } from '../../domain/incident/incident-metrics.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { countPromises } from '../../store/updates/updates.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'

/** Stores how a drill went and says it where it was held. */
export async function endScored(deps: Deps, trx: Trx, drill: Drill, incident: Incident): Promise<void> {
  const at = deps.now()
  const { id } = incident
  const score = scoreDrill(await factsOf(deps, trx, drill, incident))
  await trx
    .updateTable('drills')
    .set({ ended_at: at, score: JSON.stringify(score) })
    .where('incident_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  await order(deps, trx, {
    key: `incident/${id}/drill/score`,
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(id),
    post: { purpose: 'drill-score', score, script: drill.script.title },
    at,
  })
  const did = `scored the drill: ${score.points} of ${score.of} points`
  const event = { kind: 'happened', topic: 'drill', did } as const
  await recordChange(deps, trx, id, { by: null, action: 'incident.drill-score', event })
}

async function factsOf(deps: Deps, trx: Trx, drill: Drill, incident: Incident): Promise<DrillFacts> {
  const { severity } = drill.script
  const resolvedAt = isRestored(incident) ? incident.resolvedAt : null
  const durations = incidentDurations({ ...incident, resolvedAt })
  const byDrillClock = (measure: 'acknowledge' | 'mitigate' | 'repair') => {
    const ms = durations[measure]
    return ms === null ? null : ms * drill.factor
  }
  const target = (measure: 'acknowledge' | 'mitigate' | 'repair') =>
    targetFor(deps.config.incidents, measure, severity)
  return {
    times: {
      acknowledge: byDrillClock('acknowledge'),
      mitigate: byDrillClock('mitigate'),
      repair: byDrillClock('repair'),
    },
    targets: { acknowledge: target('acknowledge'), mitigate: target('mitigate'), repair: target('repair') },
    promises: await countPromises(trx, incident.id, deps.now()),
    roles: rolesOf(incident, deps.config),
    runbook: await ticksOf(trx, incident.id),
    ended: isRestored(incident) ? 'resolved' : 'stopped',
  }
}

const rolesOf = ({ roles }: Incident, { incidents }: TeamConfig) => ({
  known: incidents.roles.length,
  taken: incidents.roles.filter(({ name }) => roles[name] !== undefined).length,
})

/** Boxes of Markdown, https://github.github.com/gfm/#task-list-items-extension-. */
const box = /^\s*[-*+] \[[ xX]\] /gm

async function ticksOf(trx: Trx, id: number): Promise<DrillFacts['runbook']> {
  const runbooks = await trx
    .selectFrom('runbooks')
    .select((eb) => [
      'markdown',
      eb
        .selectFrom('runbook_ticks')
        .whereRef('runbook_id', '=', 'runbooks.id')
        .select(eb.fn.countAll<number>().as('count'))
        .as('ticked'),
    ])
    .where('incident_id', '=', id)
    .execute()
  if (runbooks.length === 0) return null
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    steps: sum(runbooks.map(({ markdown }) => markdown.match(box)?.length ?? 0)),
    ticked: sum(runbooks.map(({ ticked }) => Number(ticked ?? 0))),
  }
}
