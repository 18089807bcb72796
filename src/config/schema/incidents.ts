import { z } from 'zod'
import { drillFactor, drills } from './drills.ts'
import { escalationRules, pagers, workingHours } from './escalation.ts'
import { onCall } from './on-call.ts'
import { afterClosing, bookmarks, postmortem } from './postmortem.ts'
import { roles } from './roles.ts'
import { runbooks } from './runbooks.ts'
import { people, severity } from './severity.ts'
import { targets } from './targets.ts'
import { tasks } from './tasks.ts'
import { capture, production, shortenedApproval, suspects } from './timeline.ts'
import { updates } from './updates.ts'
import { cadence, duration, matching, name, named, strict } from './words.ts'

export const incidents = strict({
  channelPrefix: matching(
    /^[a-z0-9][a-z0-9-]{0,19}$/,
    'at most 20 lower-case letters, digits and hyphens',
  ).default('inc'),
  invite: people.prefault({}),
  severities: named(severity).optional(),
  nudgeBefore: duration.default(180_000),
  monitoringFactor: z
    .number({ error: 'a number from 1 to 10' })
    .min(1, { error: 'a number from 1 to 10' })
    .max(10, { error: 'a number from 1 to 10' })
    .default(2),
  defaultSeverity: name.optional(),
  alikeWithin: cadence.default(4 * 3_600_000),
  onCall: onCall.optional(),
  monitorFor: cadence.default(30 * 60_000),
  postmortem: postmortem.optional(),
  afterClosing: afterClosing.prefault({}),
  bookmarks,
  targets,
  drills,
  drillFactor,
  capture,
  tasks,
  roles: roles.optional(),
  runbooks: runbooks.nullable().default(null),
  offersExpireAfter: duration.default(300_000),
  ...updates,
  production: production.optional(),
  suspects,
  shortenedApproval: shortenedApproval.optional(),
  escalation: escalationRules.optional(),
  workingHours: workingHours.prefault({}),
  pagers: pagers.default({}),
})
