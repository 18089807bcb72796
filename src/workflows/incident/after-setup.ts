import { z } from 'zod'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps } from '../../ports.ts'
import { addMembers } from '../../store/incident/incident-members.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { stepFailed } from './after-act.ts'

const newChannel = z.object({ channel: z.string(), name: z.string() })
const invitedPeople = z.object({
  refused: z.array(z.object({ user: z.string(), because: z.string() })),
  invited: z.array(z.string()).default([]),
})

/** A new channel is the incident's; whom the configuration brought belongs to it, and whom Slack refused is told. */
export async function afterSetup(
  { now }: Deps,
  trx: Trx,
  id: number,
  row: Row<'acts'>,
): Promise<TimelineEvent | null> {
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
  const { refused, invited: members } = invitedPeople.parse(row.outcome)
  await addMembers(trx, id, members, { isAsked: false, at: now() })
  if (refused.length === 0) return null
  return stepFailed(row, refused.map(({ user, because }) => `@${user}: ${because}`).join('; '))
}
