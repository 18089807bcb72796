import type { Reply } from '../../src/ports.ts'
import { context, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { code, escapeText, line, list, plural, shorten, time } from '../text.ts'

/** `what` is a name, or an alert's number in words. */
type Silenced = { what: string; until: Date; count: number }

export const silencedReply = ({ what, until, count }: Silenced): Reply =>
  sentenceReply(
    `:mute: ${what} is silenced until ${time(until)}. ${count === 0 ? 'Nothing of it fires now; what comes is kept, and nobody is paged.' : `${plural(count, 'alert')} of it ${count === 1 ? 'fires' : 'fire'} now; nobody is paged, and whatever still fires then is told.`} ${code('/status silences')} lists all.`,
  )

export const unsilencedReply = ({
  what,
  ended,
  count,
}: {
  what: string
  ended: number
  count: number
}): Reply =>
  sentenceReply(
    ended === 0
      ? `${what} was not silenced, so nothing changed. ${code('/status silences')} lists what is.`
      : `:loud_sound: ${what} is silenced no longer. ${count === 0 ? 'Nothing of it fires now.' : `${plural(count, 'alert')} of it still ${count === 1 ? 'fires' : 'fire'}, and that is told.`}`,
  )

export const endedReply = ({ id, isNew }: { id: number; isNew: boolean }): Reply =>
  sentenceReply(
    isNew
      ? `:white_check_mark: Alert ${id} is over. If its source tells it again, it is back.`
      : `Alert ${id} was over already, so nothing changed.`,
  )

export const noRunbookReply = (id: number): Reply =>
  sentenceReply(
    `No runbook fits alert ${id}. Name one in the rule (${code('runbook:')}), or in the runbook’s own list of alerts.`,
  )

type Post = { id: number; source: string; event: string | null; at: Date; why: string; body: string }

/** What could not be read, and how much was refused at the door. */
export function postsReply(
  posts: readonly Post[],
  counts: readonly { source: string; what: string; count: number; lastAt: Date }[],
): Reply {
  const text =
    posts.length === 0
      ? 'Every post that came could be read'
      : `${plural(posts.length, 'post')} that could not be read`
  const lines = posts.map(
    ({ id, source, event, at, why }) =>
      `• ${code(`/status post ${id}`)} · from ${code(source)}${event ? ` (${line(event, 60)})` : ''}, ${time(at)}: ${line(why, 120)}`,
  )
  const bySource = Map.groupBy(counts, ({ source }) => source)
  const counted = [...bySource].map(
    ([source, each]) =>
      `• ${code(source)}: ${list(
        each.map(
          ({ what, count, lastAt }) => `${count} ${countWords[what] ?? line(what, 40)}, last ${time(lastAt)}`,
        ),
        6,
      )}`,
  )
  return {
    text,
    blocks: withinLimits(
      [
        section([`*${text}*`, ...lines.slice(0, 20)].join('\n')),
        ...(counted.length > 0 ? [section(['*In the last day*', ...counted].join('\n'))] : []),
        context('A wrong secret is counted, too: compare it with the one at the source.'),
      ],
      'message',
    ),
  }
}

const countWords: Record<string, string> = {
  kept: 'kept',
  repeated: 'sent again',
  refused: 'with a wrong secret',
  'no-json': 'that were no JSON',
  overflow: 'turned away, because too much came at once',
  unreadable: 'that could not be read',
}

/** The body of one, as it came, without what looks like a secret. */
export function postReply({ id, source, at, why, body }: Post): Reply {
  const text = `Post ${id} from ${line(source, 60)}, ${time(at)}: ${line(why, 200)}`
  const bare = escapeText(shorten(body.replaceAll('```', ''), 2300))
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        section(
          `\`\`\`\n${bare.length > 2700 ? escapeText(shorten(body.replaceAll('```', ''), 500)) : bare}\n\`\`\``,
        ),
        context('For another shape, give the hook a kind of its own or a mapping, in pilothouse.yml.'),
      ],
      'message',
    ),
  }
}

export const noPostReply = (given: string): Reply =>
  sentenceReply(
    `There is no unread post ${code(given)}. ${code('/status posts')} lists them; they are kept for 30 days.`,
  )
