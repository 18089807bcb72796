import { z } from 'zod'

/*
 * What Statuspage's public API answers, as its own documentation and the clients written against it have it. Keys of our own
 * may stand beside these.
 */

const time = z.iso.datetime()
const page = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  url: z.url(),
  time_zone: z.string().min(1),
  updated_at: time,
})
const component = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.enum([
    'operational',
    'under_maintenance',
    'degraded_performance',
    'partial_outage',
    'major_outage',
  ]),
  created_at: time,
  updated_at: time,
  position: z.int().min(1),
  description: z.string().nullable(),
  showcase: z.boolean(),
  start_date: z.iso.date().nullable(),
  group_id: z.string().nullable(),
  page_id: z.string(),
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
  components: z.array(z.string()).optional(),
})
const update = <Status extends string>(statuses: readonly Status[]) =>
  z.object({
    id: z.string(),
    status: z.enum(statuses),
    body: z.string(),
    incident_id: z.string(),
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: z.array(
      z.object({ code: z.string(), name: z.string(), old_status: z.string(), new_status: z.string() }),
    ),
    deliver_notifications: z.boolean(),
    custom_tweet: z.null(),
    tweet_id: z.null(),
  })
const event = <Status extends string>(statuses: readonly Status[]) =>
  z.object({
    id: z.string(),
    name: z.string().min(1),
    status: z.enum(statuses),
    created_at: time,
    updated_at: time,
    monitoring_at: time.nullable(),
    resolved_at: time.nullable(),
    impact: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
    shortlink: z.url(),
    started_at: time,
    page_id: z.string(),
    incident_updates: z.array(update(statuses)).min(1),
    components: z.array(component),
  })
const incident = event(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'] as const)
const maintenance = event(['scheduled', 'in_progress', 'verifying', 'completed'] as const).extend({
  scheduled_for: time,
  scheduled_until: time,
})
const status = z.object({
  indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
  description: z.string().min(1),
})

export const shapes = {
  'summary.json': z.object({
    ...{ page, status, components: z.array(component), incidents: z.array(incident) },
    scheduled_maintenances: z.array(maintenance),
  }),
  'status.json': z.object({ page, status }),
  'components.json': z.object({ page, components: z.array(component) }),
  'incidents.json': z.object({ page, incidents: z.array(incident) }),
  'incidents/unresolved.json': z.object({ page, incidents: z.array(incident) }),
  'scheduled-maintenances.json': z.object({ page, scheduled_maintenances: z.array(maintenance) }),
} as const
