import type { OpenIncident, UpdateFacts } from '../../domain/incident/incident.ts'
import { entryInWords } from '../../domain/timeline/words.ts'
import { healthLately } from '../../domain/updates/update-health.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { loadEntriesSinceUpdate } from '../../store/timeline/timeline.ts'
import { lastLook } from './look-duties.ts'

/** What Pilothouse knows of an incident at the moment of an update, without asking anybody. */
export async function takeFacts(
  trx: Trx,
  incident: OpenIncident,
  { at, nextDueAt }: { at: Date; nextDueAt: Date | null },
): Promise<UpdateFacts> {
  const { title, severity, state, commander, declaredAt, affects } = incident
  const entries = await loadEntriesSinceUpdate(trx, incident.id)
  return {
    ...{ title, severity, state, commander, declaredAt, nextDueAt },
    since: entries.map((entry) => ({ at: entry.at, text: entryInWords(entry) })),
    deploymentsUnderWay: await underWay(trx, affects),
    health: healthLately(affects, await lastLook(trx, incident.id), at),
  }
}

type UnderWay = Pick<Row<'deployments'>, 'id' | 'service' | 'environment' | 'state'>

/** Of the affected services, or of all where nobody said which those are. */
async function underWay(trx: Trx, affects: readonly string[]): Promise<UnderWay[]> {
  const query = trx
    .selectFrom('deployments')
    .select(['id', 'service', 'environment', 'state'])
    .where('state', 'in', ['queued', 'rolling-out', 'watching', 'paused', 'rolling-back'])
    .orderBy('id')
  return await (affects.length === 0 ? query : query.where('service', 'in', affects)).execute()
}
