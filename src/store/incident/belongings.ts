import { sql } from 'kysely'
import type { Trx } from '../tables.ts'
import { incidentSubject, stakeholderCardKey } from './incident-keys.ts'

/** Of what an incident may have, what it has: where it has none, nothing of that kind can fall due. */
export type Belongings = {
  /** That were not given back. */
  locks: boolean
  pages: boolean
  openOffers: boolean
  /** Messages whose words are still to be fetched. */
  waitingCaptures: boolean
  tasks: boolean
  postmortem: boolean
  stakeholderCard: boolean
}

/** Reads it under the incident's lock, in one statement. */
export async function loadBelongings(trx: Trx, id: number): Promise<Belongings> {
  const { rows } = await sql<Belongings>`select
    exists (select from deploy_locks where incident_id = ${id} and released_at is null) "locks",
    exists (select from pages where subject = ${incidentSubject(id)}) "pages",
    exists (select from role_offers where incident_id = ${id} and state = 'open') "openOffers",
    exists (select from captures where incident_id = ${id} and settled_at is null) "waitingCaptures",
    exists (select from tasks where incident_id = ${id}) "tasks",
    exists (select from postmortems where incident_id = ${id}) "postmortem",
    exists (select from messages where key = ${stakeholderCardKey(id)}) "stakeholderCard"`.execute(trx)
  const [belongings] = rows
  if (!belongings) throw new Error(`Nobody could tell what incident ${id} has.`)
  return belongings
}
