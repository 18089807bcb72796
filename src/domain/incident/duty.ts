import { createHash } from 'node:crypto'
import type { Act } from '../act.ts'
import { earliest } from '../earliest.ts'
import { isDue, nudgeAt } from '../updates/update-promise.ts'
import type { Incident } from './incident.ts'
import { isOpen } from './incident.ts'
import type { IncidentPolicy } from './incident-policy.ts'
import { invitationOf } from './invitation.ts'

/** Everything an incident does to Slack, beside the messages it orders. */
export type IncidentActName = 'create-channel' | 'set-topic' | 'pin-card' | 'invite'

/** `key` is the act's name with whatever tells this one from an earlier one of the same name. */
export type DutyAct = { name: IncidentActName; key: string }

export type Duty =
  /** The promised update is due and nobody wrote: post the facts. */
  | { do: 'hold' }
  | { do: 'nudge' }
  | ({ do: 'act' } & DutyAct)
  /** Order the card where the incident is worked on. */
  | { do: 'announce' }
  | { do: 'wait'; until: Date | null }

/** What is due for an incident now. Pure: the same rows and time always give the same duty. */
export function nextDuty(incident: Incident, policy: IncidentPolicy, now: Date): Duty {
  const owed = isOpen(incident) ? incident.promise : null
  const reminder = owed && nudgeAt(owed, policy)
  if (owed && isDue(owed, now)) return { do: 'hold' }
  if (reminder && reminder <= now) return { do: 'nudge' }
  const unfinished = wantedActs(incident, policy).filter(({ key }) => !hasEnded(incident, key))
  const due = unfinished.find(({ key }) => (retryAt(incident, key) ?? now) <= now)
  if (due?.name === 'create-channel') return { do: 'act', ...due }
  if (isToBeAnnounced(incident)) return { do: 'announce' }
  if (due) return { do: 'act', ...due }
  const retries = unfinished.map(({ key }) => retryAt(incident, key))
  return { do: 'wait', until: earliest([...retries, reminder, owed?.dueAt]) }
}

/** The channel's topic, as Slack takes it: the title's special characters are escaped. */
export function topicOf(incident: Incident): string {
  const { severity, state, commander, title } = incident
  const is = isOpen(incident) && incident.pause ? 'paused' : state
  const words = [severity.toUpperCase(), is.charAt(0).toUpperCase() + is.slice(1)]
  const plain = title.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return `${words.join(' · ')} · commander <@${commander}> · ${plain}`
}

/** True once Slack has refused the channel for good. */
const isChannelRefused = (incident: Incident): boolean =>
  incident.acts.some(({ name, state }) => name === 'create-channel' && state === 'failed')

/** After the end only the topic is brought up to date, and what had begun is finished: it may have happened. */
function wantedActs(incident: Incident, policy: IncidentPolicy): DutyAct[] {
  const setup = setupActs(incident, policy)
  if (isOpen(incident)) return setup
  const hasBegun = ({ key }: DutyAct) => actOf(incident, key) !== undefined
  return setup.filter((act) => act.name === 'set-topic' || hasBegun(act))
}

function setupActs(incident: Incident, policy: IncidentPolicy): DutyAct[] {
  if (incident.channel === null) return [{ name: 'create-channel', key: 'create-channel' }]
  return [
    latestOf(incident, 'set-topic', topicOf(incident)),
    ...(incident.cardTs === null ? [] : [{ name: 'pin-card', key: 'pin-card' } as const]),
    latestOf(incident, 'invite', Object.values(invitationOf(incident, policy)).flat().join(' ')),
  ]
}

/** An act that is done again when what it says changes. */
function latestOf(incident: Incident, name: IncidentActName, content: string): DutyAct {
  const print = createHash('sha256').update(content).digest('hex').slice(0, 8)
  return { name, key: latestKey(incident, name, print) }
}

/**
 * The key of an act that is done again whenever what it says changes, also back to what it said before:
 * `set-topic/2/4f0c61aa` is the second.
 */
export function latestKey(incident: Incident, name: string, print: string): string {
  const last = incident.acts.findLast((act) => act.name === name)
  const [count = '0', shown = ''] = last ? last.key.split('/').slice(-2) : []
  return `${name}/${shown === print ? count : Number(count) + 1}/${print}`
}

const isToBeAnnounced = (incident: Incident): boolean =>
  !incident.isAnnounced && isOpen(incident) && (incident.channel !== null || isChannelRefused(incident))

const actOf = (incident: Incident, key: string): Act | undefined =>
  incident.acts.find((act) => act.key === key || act.key.endsWith(`/${key}`))

function hasEnded(incident: Incident, key: string): boolean {
  const act = actOf(incident, key)
  return act !== undefined && act.state !== 'intended'
}

function retryAt(incident: Incident, key: string): Date | null {
  const act = actOf(incident, key)
  return act?.state === 'intended' ? act.retryAt : null
}
