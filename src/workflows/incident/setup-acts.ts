import { channelName } from '../../domain/incident/channel-name.ts'
import type { DutyAct, IncidentActName } from '../../domain/incident/duty.ts'
import { topicOf } from '../../domain/incident/duty.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { invitationOf } from '../../domain/incident/invitation.ts'
import type { ChannelId } from '../../domain/people.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import type { PlannedAct } from '../carry-out.ts'
import { afterSetup } from './after-setup.ts'
import { inviteAct } from './invite.ts'
import { planIncidentAct } from './plan-act.ts'

/** How long a new channel may be missing from Slack's lists. */
const settleMs = 2000

/** Everything the engine needs to carry out one act of setting an incident up in Slack. */
export function plannedSetupAct(deps: Deps, incident: Incident, { name, key }: DutyAct): PlannedAct {
  return planIncidentAct(deps, incident.id, {
    ...describe(deps, incident, name),
    name,
    key,
    settleMs: name === 'create-channel' ? settleMs : 0,
    service: 'Slack',
    ended: (trx, row) => afterSetup(deps, trx, incident.id, row),
  })
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
        isPrivate: incident.isPrivate,
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
        ...invitationOf(incident, deps.config.incidents),
        known: incident.members.map(({ user }) => user),
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
