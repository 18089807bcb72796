import { z } from 'zod'
import type { OpenIncident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { nextLook } from '../../domain/incident/next-look.ts'
import { holders } from '../../domain/incident/role.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { order } from '../refresh.ts'
import { assignRole } from './assign.ts'

const everyMs = 30 * 60_000
const name = 'look-for-people'

/** Whoever has a role may leave the workspace; Slack tells only those who ask. */
export const peopleDuties: DutySource = async (deps, _trx, incident) => {
  if (!isOpen(incident)) return { until: null }
  const look = nextLook(incident.acts, name, { every: everyMs, since: incident.declaredAt, now: deps.now() })
  if (!look.isDue) return { until: look.until }
  const planned = planIncidentAct(deps, incident.id, {
    ...{ name, key: name, act: lookForPeople(deps), input: { users: holders(incident) }, service: 'Slack' },
    ended: async (trx, row) => {
      if (row.state === 'done') await letGo(deps, trx, incident.id, found.parse(row.outcome).left)
      return null
    },
  })
  return { ...planned, isRepeatable: true }
}

const found = z.object({ left: z.array(z.string()) })

function lookForPeople(deps: Deps): OutsideAct<{ users: UserId[] }, z.infer<typeof found>> {
  const look = async (_key: string, { users }: { users: UserId[] }) => {
    const left: UserId[] = []
    for (const user of users) if (await deps.chat.hasLeft(user)) left.push(user)
    return { seen: 'done', outcome: { left } } as const
  }
  return { perform: look, observe: look }
}

/** Their roles fall back to the commander; a commander who left is told to everybody, since somebody must lead. */
async function letGo(deps: Deps, trx: Trx, id: number, left: readonly UserId[]): Promise<void> {
  for (const user of left) {
    const incident = await loadIncident(trx, id)
    if (!incident || !isOpen(incident)) return
    const roles = Object.keys(incident.roles).filter((role) => incident.roles[role] === user)
    for (const role of roles)
      await assignRole(deps, trx, incident, {
        ...{ role, to: null, by: null },
        did: `took the role of ${role} from @${user}, who has left the workspace`,
      })
    const wasCommander = incident.commander === user
    if (wasCommander) await tellOfCommander(deps, trx, incident)
    if (wasCommander || roles.length > 0) await tell(deps, trx, incident, { user, roles, wasCommander })
  }
}

async function tellOfCommander(deps: Deps, trx: Trx, { id, commander }: OpenIncident): Promise<void> {
  const did = `noticed that @${commander}, who leads this, has left the workspace`
  const event = { kind: 'happened', topic: 'role', did } as const
  const source = `left:${commander}`
  await recordChange(deps, trx, id, { by: null, action: 'incident.person-left', event, source })
}

async function tell(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  what: { user: UserId; roles: string[]; wasCommander: boolean },
): Promise<void> {
  await order(deps, trx, {
    key: `incident/${incident.id}/left/${what.user}/${[...what.roles, what.wasCommander].join('+')}`,
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(incident.id),
    post: { purpose: 'person-left', ...what },
    at: deps.now(),
  })
}
