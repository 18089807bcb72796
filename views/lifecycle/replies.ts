import type { OpenState, Pause } from '../../src/domain/incident/incident.ts'
import type { Reply } from '../../src/ports.ts'
import { stateWords } from '../incident/words.ts'
import { sentenceReply } from '../reply.ts'
import { channel, line, time, user } from '../text.ts'

const nextUpdate = (dueAt: Date | null): string =>
  dueAt ? `The next update is due by ${time(dueAt)}.` : 'No update is promised.'

type Confirmed = { id: number; state: OpenState; isNew: boolean; nextDueAt: Date | null }

export const confirmedReply = ({ id, state, isNew, nextDueAt }: Confirmed): Reply =>
  sentenceReply(
    isNew
      ? `:rotating_light: Incident ${id} is confirmed, and its state is “${stateWords[state]}”. ${nextUpdate(nextDueAt)}`
      : `Incident ${id} is confirmed already, so nothing changed. ${nextUpdate(nextDueAt)}`,
  )

export const droppedReply = ({ id, as }: { id: number; as: 'declined' | 'cancelled' }): Reply =>
  sentenceReply(
    `Incident ${id} is ${as}, and whoever follows it is told. If it is one after all, type \`/incident reopen ${id} because …\`.`,
  )

export const mergedReply = ({
  id,
  into,
  ...to
}: {
  id: number
  into: number
  channel: string | null
}): Reply =>
  sentenceReply(
    `:twisted_rightwards_arrows: Incident ${id} is merged into incident ${into}. Its people are invited to ${to.channel ? channel(to.channel) : 'the channel of that one'}, and both timelines say so.`,
  )

type Paused = { id: number; until: Date | null; before: Pause | null }

export const pausedReply = ({ id, until, before }: Paused): Reply =>
  sentenceReply(
    `:double_vertical_bar: Incident ${id} is paused ${until ? `until ${time(until)}, and then goes on by itself; \`/incident continue ${id}\` goes on before` : `until somebody goes on with it: \`/incident continue ${id}\``}. Until then no update is owed and nobody is paged.${before ? ` This takes the place of the pause by ${user(before.by)}.` : ''}`,
  )

type Continued = { id: number; isNew: boolean; nextDueAt: Date | null }

export const continuedReply = ({ id, isNew, nextDueAt }: Continued): Reply =>
  sentenceReply(
    `Incident ${id} ${isNew ? 'goes on' : 'is not paused, so nothing changed'}. ${nextUpdate(nextDueAt)}`,
  )

type Affects = { id: number; services: readonly string[]; isNew: boolean }

export const affectsReply = ({ id, services, isNew }: Affects): Reply => {
  const what = services.length > 0 ? line(services.join(', '), 200) : 'no service that is known'
  return sentenceReply(
    `Incident ${id} affects ${what}${isNew ? '.' : ': that was known already, so nothing changed.'}`,
  )
}

/** A time of day is read by somebody's clock; which, they learn where it is not their own. */
type Began = { id: number; at: Date; isNew: boolean; zone: string | null }

export const beganReply = ({ id, at, isNew, zone }: Began): Reply =>
  sentenceReply(
    `Incident ${id} began ${time(at)}${isNew ? '.' : ', as was known already, so nothing changed.'}${zone ? ` Slack does not say which clock you live by, so that is ${line(zone, 60)}.` : ''}`,
  )
