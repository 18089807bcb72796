import { z } from 'zod'
import type { TimelineEvent } from '../../domain/timeline.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { stepFailed } from './after-act.ts'

const newChannel = z.object({ channel: z.string(), name: z.string() })
const invited = z.object({ refused: z.array(z.object({ user: z.string(), because: z.string() })) })

/** A new channel is the incident's; whom Slack refused is told. */
export async function afterSetup(trx: Trx, id: number, row: Row<'acts'>): Promise<TimelineEvent | null> {
  if (row.state === 'failed') return stepFailed(row)
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
  return stepFailed(row, refused.map(({ user, because }) => `@${user}: ${because}`).join('; '))
}
