import { type InferResult, type SelectQueryBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import { actsOf, storedActs } from '../acts.ts'
import type { Tables } from '../tables.ts'
import { cardKeyOf, incidentRound } from './incident-keys.ts'

export type IncidentRow = InferResult<ReturnType<typeof withParts>>[number]

/** Whole rows, each with what belongs to it in the same statement; `storedParts` reads what comes as JSON. */
export const withParts = (incidents: SelectQueryBuilder<Tables, 'incidents', object>) =>
  incidents.selectAll().select((eb) => [
    actsOf(sql<string>`'incident:' || ${eb.ref('incidents.id')}`, eb.lit(incidentRound)).as('acts'),
    jsonObjectFrom(
      eb
        .selectFrom('update_promises')
        .select(['due_at as dueAt', 'made_at as madeAt', 'nudged_at as nudgedAt'])
        .whereRef('incident_id', '=', 'incidents.id')
        .where('state', '=', 'open'),
    ).as('promise'),
    jsonArrayFrom(
      eb
        .selectFrom('incident_roles')
        .select(['role', 'user_id as user'])
        .whereRef('incident_id', '=', 'incidents.id')
        .orderBy('role'),
    ).as('roles'),
    jsonArrayFrom(
      eb
        .selectFrom('incident_members')
        .select(['user_id as user', 'is_asked as isAsked'])
        .whereRef('incident_id', '=', 'incidents.id')
        .orderBy('since')
        .orderBy('user_id'),
    ).as('members'),
    eb
      .selectFrom('status_updates')
      .select('at')
      .whereRef('incident_id', '=', 'incidents.id')
      .orderBy('status_updates.id', 'desc')
      .limit(1)
      .as('last_update_at'),
    eb
      .selectFrom('messages')
      .select('ts')
      .where('key', '=', cardKeyOf(eb.ref('incidents.id')))
      .as('card_ts'),
  ])

const text = z.string()
const when = z.coerce.date()

export const storedParts = z.object({
  acts: storedActs,
  promise: z.object({ dueAt: when, madeAt: when, nudgedAt: when.nullable() }).nullable(),
  roles: z.array(z.object({ role: text, user: text })),
  members: z.array(z.object({ user: text, isAsked: z.boolean() })),
})
