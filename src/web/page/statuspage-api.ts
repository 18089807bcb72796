import { createHash } from 'node:crypto'
import type { ComponentState } from '../../domain/page/component.ts'
import { worstOf } from '../../domain/page/component.ts'
import type { Page, ShownComponent, ShownIncident, ShownMaintenance } from '../../domain/page/page.ts'
import { titlesOf } from './event-parts.ts'

/** Statuspage answers this many of the newest. */
const most = 50

/**
 * The page in the shapes of Statuspage's public API, by path, so that what reads those reads this. They know no
 * "unknown": such a part counts as degraded, never as well, and `state_known` tells it apart.
 * Source: https://metastatuspage.com/api
 */
export function statuspageFiles(page: Page, address: string): Map<string, object> {
  const own = pageOf(page, address)
  const components = { components: componentsOf(page, own.id) }
  const incidents = page.incidents.slice(0, most).map((one) => incidentOf(one, page, own))
  const unresolved = incidents.filter(({ resolved_at: at }) => at === null)
  const maintenances = page.maintenances
    .toReversed()
    .slice(0, most)
    .map((one) => maintenanceOf(one, page, own))
  const among = (...states: string[]) => maintenances.filter(({ status }) => states.includes(status))
  const status = { status: statusOf(page.state) }
  return new Map<string, object>([
    [
      'summary.json',
      {
        page: own,
        ...components,
        incidents: unresolved,
        scheduled_maintenances: among('scheduled', 'in_progress'),
        ...status,
      },
    ],
    ['status.json', { page: own, ...status }],
    ['components.json', { page: own, ...components }],
    ['incidents.json', { page: own, incidents }],
    ['incidents/unresolved.json', { page: own, incidents: unresolved }],
    ['scheduled-maintenances.json', { page: own, scheduled_maintenances: maintenances }],
    ['scheduled-maintenances/upcoming.json', { page: own, scheduled_maintenances: among('scheduled') }],
    ['scheduled-maintenances/active.json', { page: own, scheduled_maintenances: among('in_progress') }],
  ])
}

type Own = ReturnType<typeof pageOf>

const pageOf = ({ policy, at }: Page, address: string) => ({
  id: idOf(policy.title),
  name: policy.title,
  url: address,
  time_zone: policy.timeZone,
  updated_at: at.toISOString(),
})

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

const statusOf = (state: ComponentState) => overall[state]

const overall = {
  operational: { indicator: 'none', description: 'All Systems Operational' },
  maintenance: { indicator: 'maintenance', description: 'Service Under Maintenance' },
  unknown: { indicator: 'minor', description: 'The state of some systems is not known' },
  degraded: { indicator: 'minor', description: 'Partially Degraded Service' },
  'partial-outage': { indicator: 'major', description: 'Partial System Outage' },
  'major-outage': { indicator: 'critical', description: 'Major Service Outage' },
} as const satisfies Record<ComponentState, { indicator: string; description: string }>

const statuses = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  unknown: 'degraded_performance',
  degraded: 'degraded_performance',
  'partial-outage': 'partial_outage',
  'major-outage': 'major_outage',
} as const satisfies Record<ComponentState, string>

/** Components, and each group as one more, which lists its members. */
function componentsOf(page: Page, pageId: string) {
  const groups = Map.groupBy(
    page.components.filter(({ group }) => group !== undefined),
    ({ group }) => group ?? '',
  )
  const single = page.components.map((one, index) => componentOf(one, page, pageId, index + 1))
  const whole = [...groups].map(([title, members], index) => ({
    ...common(page, pageId, single.length + index + 1, worstOf(members.map(({ state }) => state))),
    ...{ id: idOf(`group ${title}`), name: title, description: null, start_date: null, group_id: null },
    ...{ group: true, components: members.map(({ name }) => name) },
  }))
  return [...single, ...whole]
}

const componentOf = (one: ShownComponent, page: Page, pageId: string, position: number) => ({
  ...common(page, pageId, position, one.state),
  id: one.name,
  name: one.title,
  description: one.description ?? null,
  start_date:
    one.history.days
      .find(({ state }) => state !== null)
      ?.date.toISOString()
      .slice(0, 10) ?? null,
  group_id: one.group === undefined ? null : idOf(`group ${one.group}`),
  group: false,
})

const common = ({ at }: Page, pageId: string, position: number, state: ComponentState | null) => ({
  status: statuses[state ?? 'unknown'],
  state_known: state !== null && state !== 'unknown',
  created_at: at.toISOString(),
  updated_at: at.toISOString(),
  ...{ position, showcase: true, page_id: pageId, only_show_if_degraded: false },
})

function incidentOf(incident: ShownIncident, page: Page, own: Own) {
  const { id, name, state, impact, declaredAt, endedAt, components, updates } = incident
  const newest = updates[0]?.at ?? declaredAt
  const monitored = updates.findLast((update) => update.state === 'monitoring')
  return {
    ...{ id: String(id), name, status: state, impact, page_id: own.id },
    created_at: declaredAt.toISOString(),
    started_at: declaredAt.toISOString(),
    updated_at: (endedAt && endedAt > newest ? endedAt : newest).toISOString(),
    monitoring_at: monitored?.at.toISOString() ?? null,
    resolved_at: endedAt?.toISOString() ?? null,
    shortlink: `${own.url}#incident-${id}`,
    incident_updates: updates.map((update) =>
      updateOf({
        id: String(update.id),
        of: String(id),
        status: update.state,
        body: update.text,
        at: update.at,
      }),
    ),
    components: componentsOf(page, own.id).filter((one) => components.includes(one.id)),
  }
}

const maintenanceStatuses = {
  scheduled: 'scheduled',
  'in-progress': 'in_progress',
  completed: 'completed',
  'called-off': 'completed',
} as const satisfies Record<ShownMaintenance['state'], string>

function maintenanceOf(maintenance: ShownMaintenance, page: Page, own: Own) {
  const { components, startsAt, endsAt, endedAt, announcedAt, reason, state } = maintenance
  const id = `maintenance-${maintenance.id}`
  const ended = {
    ...{ id: `${id}-ended`, of: id, status: 'completed', at: endedAt ?? endsAt },
    body: state === 'called-off' ? 'It was called off.' : 'It is over.',
  }
  return {
    ...{ id, name: `Maintenance of ${titlesOf(components, page)}`, impact: 'maintenance', page_id: own.id },
    status: maintenanceStatuses[state],
    created_at: announcedAt.toISOString(),
    updated_at: (endedAt ?? announcedAt).toISOString(),
    ...{ started_at: startsAt.toISOString(), monitoring_at: null },
    resolved_at: endedAt?.toISOString() ?? null,
    shortlink: `${own.url}#${id}`,
    scheduled_for: startsAt.toISOString(),
    scheduled_until: endsAt.toISOString(),
    incident_updates: [
      ...(endedAt ? [updateOf(ended)] : []),
      updateOf({ id: `${id}-announced`, of: id, status: 'scheduled', body: reason, at: announcedAt }),
    ],
    components: componentsOf(page, own.id).filter((one) => components.includes(one.id)),
  }
}

function updateOf({
  id,
  of,
  status,
  body,
  at,
}: {
  id: string
  of: string
  status: string
  body: string
  at: Date
}) {
  const time = at.toISOString()
  return {
    ...{ id, status, body, incident_id: of, created_at: time, updated_at: time, display_at: time },
    ...{ affected_components: [], deliver_notifications: false, custom_tweet: null, tweet_id: null },
  }
}
