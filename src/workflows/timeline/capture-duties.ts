import { z } from 'zod'
import { retryOf } from '../../domain/act.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, FoundMessage, MessagePlace, OutsideAct } from '../../ports.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { Capture } from '../../store/timeline/captures.ts'
import { nextCapture, settleCapture } from '../../store/timeline/captures.ts'
import { stepFailed } from '../incident/after-act.ts'
import { recordChange } from '../incident/change.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { messageEvent, messageSource, permalinkOf } from './add-message.ts'

/** Fetches the words of messages that somebody wants in the timeline. */
export const captureDuties: DutySource = async (deps, trx, incident, has) => {
  const capture = has.waitingCaptures ? await nextCapture(trx, incident.id) : null
  if (!capture) return { until: null }
  const { channel, ts } = capture
  const name = `capture:${capture.id}`
  const begun = incident.acts.find((act) => act.name === name)
  const until = begun?.state === 'intended' ? retryOf(begun, deps.now()) : null
  if (until) return { until }
  return planIncidentAct(deps, incident.id, {
    ...{ name, key: name, service: 'Slack' },
    act: fetchMessage(deps),
    input: { channel, ts },
    ended: (inner, row) => afterCapture(deps, inner, capture, row),
  })
}

type Fetched = FoundMessage & { permalink: string | null }

/** Reading may simply be done twice. */
function fetchMessage(deps: Deps): OutsideAct<MessagePlace, Fetched> {
  const read = async (_key: string, { channel, ts }: MessagePlace) => {
    const found = await deps.chat.message(channel, ts)
    if (!found) return { seen: 'failed', reason: 'The message was deleted before it could be read.' } as const
    const permalink = await permalinkOf(deps, { channel, ts })
    return { seen: 'done', outcome: { ...found, permalink } } as const
  }
  return { perform: read, observe: read }
}

const fetched = z.object({
  text: z.string(),
  author: z.string().nullable(),
  isOurs: z.boolean(),
  permalink: z.string().nullable(),
})

/** What Pilothouse wrote stands in the timeline already, as what it is. */
async function afterCapture(
  deps: Deps,
  trx: Trx,
  capture: Capture,
  row: Row<'acts'>,
): Promise<TimelineEvent | null> {
  await settleCapture(trx, capture.id, deps.now())
  if (row.state === 'failed') return stepFailed({ ...row, name: 'capture' })
  const { text, author, isOurs, permalink } = fetched.parse(row.outcome)
  if (isOurs) return null
  const { channel, ts, user_id: user, request_id: requestId } = capture
  await recordChange(deps, trx, capture.incident_id, {
    by: { user, requestId },
    action: 'incident.add-message',
    event: messageEvent({ channel, ts, text, author }),
    permalink,
    source: messageSource({ channel, ts }),
  })
  return null
}
