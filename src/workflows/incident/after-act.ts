import { z } from 'zod'
import type { TimelineEvent } from '../../domain/timeline.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incidents.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'
import { recordChange } from './change.ts'

/** What follows from an act, in the transaction that stores how it stands. */
export async function afterAct(deps: Deps, trx: Trx, id: number, key: string): Promise<void> {
  const row = await trx.selectFrom('acts').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
  if (row.state === 'intended') return await afterIntent(deps, trx, id, row)
  const event = row.state === 'done' ? await afterDone(trx, id, row) : failed(row, row.reason)
  if (event) await recordChange(deps, trx, id, { by: null, action: `incident.${event.kind}`, event })
  else await refreshCards(deps, trx, incidentSubject(id))
}

/** An earlier act of the same name that still waits would set what is no longer wanted. */
async function afterIntent(deps: Deps, trx: Trx, id: number, row: Row<'acts'>): Promise<void> {
  await trx
    .updateTable('acts')
    .set({
      state: 'done',
      outcome: JSON.stringify({ overtakenBy: row.key }),
      finished_at: deps.now(),
      retry_at: null,
    })
    .where('subject', '=', incidentSubject(id))
    .where('name', '=', row.name)
    .where('state', '=', 'intended')
    .where('id', '<', row.id)
    .execute()
}

const newChannel = z.object({ channel: z.string(), name: z.string() })
const invited = z.object({ refused: z.array(z.object({ user: z.string(), because: z.string() })) })

async function afterDone(trx: Trx, id: number, row: Row<'acts'>): Promise<TimelineEvent | null> {
  if (row.name === 'create-channel') {
    const { channel, name } = newChannel.parse(row.outcome)
    await trx
      .updateTable('incidents')
      .set({ channel })
      .where('id', '=', id)
      .where('channel', 'is', null)
      .execute()
    return { kind: 'channel-opened', channel, name }
  }
  if (row.name !== 'invite') return null
  const { refused } = invited.parse(row.outcome)
  if (refused.length === 0) return null
  return failed(row, refused.map(({ user, because }) => `@${user}: ${because}`).join('; '))
}

const failed = (row: Row<'acts'>, because: string | null): TimelineEvent => ({
  kind: 'step-failed',
  step: row.name,
  because: because ?? 'No reason was recorded.',
})
