import { z } from 'zod'
import { alerts } from './schema/alerts.ts'
import { check, database } from './schema/checks.ts'
import { diagnostics } from './schema/diagnostics.ts'
import { environment } from './schema/environment.ts'
import { flagPlace } from './schema/flags.ts'
import { freezeList, timeZone } from './schema/freezes.ts'
import { incidents } from './schema/incidents.ts'
import { integration } from './schema/integrations.ts'
import { capacity, cost } from './schema/measured.ts'
import { objectives } from './schema/objectives.ts'
import { readiness } from './schema/readiness.ts'
import { service } from './schema/service.ts'
import { statusPage } from './schema/status-page.ts'
import { channel, named, orEmpty, strict, text, user } from './schema/words.ts'

const people = z.array(strict({ slack: user, github: text }), {
  error: 'a list of people, each with slack and github',
})

/** pilothouse.yml, durations in milliseconds, names not yet checked against each other. */
export const teamFile = strict({
  team: text,
  channels: strict({ deployments: channel, incidents: channel, stakeholders: channel.optional() }),
  people: people.default([]),
  environments: named(environment),
  services: named(service),
  incidents: orEmpty(incidents).prefault({}),
  integrations: named(integration).default({}),
  databases: named(database).default({}),
  checks: named(check).default({}),
  capacity: named(capacity).default({}),
  cost: named(cost).default({}),
  diagnostics: diagnostics.prefault({}),
  statusPage: statusPage.optional(),
  objectives: orEmpty(objectives).prefault({}),
  readiness,
  flags: named(flagPlace).default({}),
  alerts: orEmpty(alerts).prefault({}),
  timeZone: timeZone.default('UTC'),
  freezes: freezeList.default([]),
})
export type TeamFile = z.output<typeof teamFile>
