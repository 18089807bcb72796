import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { section } from '../blocks.ts'
import { stateIcons } from '../incident/words.ts'
import { channel, line, quote, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'incident-dropped' }>

/** Said once, where people follow it: it has ended without a resolution, and where the work goes on, if it does. */
export function droppedNotice(notice: Shown): { text: string; blocks: KnownBlock[] } {
  const { incidentId, title, by, because, audience } = notice
  const headline = `Incident ${incidentId} · ${line(title, 150)} ${endInWords(notice)}`
  const back =
    audience === 'stakeholders'
      ? 'There will be no further updates.'
      : `To take it up again: \`/incident reopen ${incidentId} because …\``
  return {
    text: headline,
    blocks: [
      section(
        `${stateIcons[notice.to]} *${headline}* by ${user(by)}\n${quote(because, 800)}\n${next(notice) ?? back}`,
      ),
    ],
  }
}

function endInWords({ to, into }: Shown): string {
  switch (to) {
    case 'declined':
      return 'is no incident: it was declined'
    case 'cancelled':
      return 'was cancelled'
    case 'merged':
      return into ? `was merged into incident ${into.id}` : 'was merged into another'
  }
}

function next({ into, audience }: Shown): string | null {
  if (!into) return null
  const where = into.channel && audience === 'responders' ? ` in ${channel(into.channel)}` : ''
  return `The work goes on${where}: incident ${into.id} · ${line(into.title, 150)}`
}
