import { addMilliseconds } from 'date-fns/addMilliseconds'
import { channelName } from '../../domain/channel-name.ts'
import type { DutyAct, IncidentActName } from '../../domain/duty.ts'
import { topicOf } from '../../domain/duty.ts'
import type { Incident } from '../../domain/incident.ts'
import type { ChannelId } from '../../domain/people.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentRound, incidentSubject } from '../../store/incidents.ts'
import type { PlannedAct } from '../carry-out.ts'
import { afterAct } from './after-act.ts'
import { inviteAct } from './invite.ts'

/** How long Slack may be away before a step of opening an incident is given up. */
const budgetMs = 6 * 60 * 60_000

/** How long a new channel may be missing from Slack's lists. */
const settleMs = 2000

/** Everything the engine needs to carry out one act of an incident. */
export function plannedIncidentAct(deps: Deps, incident: Incident, { name, key }: DutyAct): PlannedAct {
  const subject = incidentSubject(incident.id)
  const fullKey = `${deps.installation}/incident/${incident.id}/${key}`
  return {
    ...describe(deps, incident, name),
    subject,
    round: incidentRound,
    name,
    key: fullKey,
    deadlineAt: addMilliseconds(deps.now(), budgetMs),
    settleMs: name === 'create-channel' ? settleMs : 0,
    pollMs: 2000,
    isRepeatable: false,
    overdue: (progress) => `Slack did not do it in 6 hours (last seen: ${progress ?? 'under way'}).`,
    afterwards: (trx) => afterAct(deps, trx, incident.id, fullKey),
  }
}

type Described = { act: OutsideAct<object, unknown>; input: object }

/** Ties an act's input to its own type, so that each row of the table below is checked by itself. */
function described<Input extends object, Outcome>(act: OutsideAct<Input, Outcome>, input: Input): Described {
  return { act: act as OutsideAct<object, unknown>, input }
}

function describe(deps: Deps, incident: Incident, name: IncidentActName): Described {
  const byName: Record<IncidentActName, () => Described> = {
    'create-channel': () =>
      described(deps.chat.createChannel, {
        name: channelName(deps.config.incidents.channelPrefix, incident.id, incident.title),
      }),
    'set-topic': () =>
      described(
        again(({ channel, topic }: { channel: ChannelId; topic: string }) =>
          deps.chat.setTopic(channel, topic),
        ),
        { channel: channelOf(incident), topic: topicOf(incident) },
      ),
    'pin-card': () =>
      described(
        again(({ channel, ts }: { channel: ChannelId; ts: string }) => deps.chat.pin(channel, ts)),
        { channel: channelOf(incident), ts: cardOf(incident) },
      ),
    invite: () =>
      described(inviteAct(deps), {
        channel: channelOf(incident),
        users: [incident.declaredBy, incident.commander],
      }),
  }
  return byName[name]()
}

/** What may simply be done twice needs no looking first. */
function again<Input>(work: (input: Input) => Promise<void>): OutsideAct<Input, object> {
  const act = async (_key: string, input: Input) => {
    await work(input)
    return { seen: 'done', outcome: {} } as const
  }
  return { perform: act, observe: act }
}

function channelOf({ id, channel }: Incident): ChannelId {
  if (channel !== null) return channel
  throw new Error(`Incident ${id} has no channel to act in.`)
}

function cardOf({ id, cardTs }: Incident): string {
  if (cardTs !== null) return cardTs
  throw new Error(`Incident ${id} has no card to pin.`)
}
