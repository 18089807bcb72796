import type { IncidentState } from '../../src/domain/incident/incident.ts'
import type { LifecycleRefusal } from '../../src/domain/incident/lifecycle-refusal.ts'
import { code, line, time } from '../text.ts'

/** A "no" to what somebody wants of an incident's life, in words. For mrkdwn. */
export function lifecycleRefusalInWords(refusal: LifecycleRefusal): string {
  switch (refusal.refused) {
    case 'wrong-incident-state':
      return wrongState(refusal)
    case 'cannot-merge':
      return cannotMerge(refusal)
    case 'no-such-moment':
      return noSuchMoment(refusal)
    case 'declaration-gone':
      return 'What you typed is no longer kept: it was used already, or a day has passed. Declare it anew with `/incident what is broken`.'
  }
}

const isNow = {
  triage: 'not confirmed yet',
  investigating: 'open (investigating)',
  identified: 'open (identified)',
  monitoring: 'open (monitoring)',
  resolved: 'resolved',
  postmortem: 'resolved, and its post-mortem is under way',
  closed: 'closed',
  declined: 'declined, because it was no incident',
  merged: 'merged into another',
  cancelled: 'cancelled',
} as const satisfies Record<IncidentState, string>

const isState = (state: string): state is IncidentState => Object.hasOwn(isNow, state)

function wrongState({
  id,
  state,
  verb,
}: Extract<LifecycleRefusal, { refused: 'wrong-incident-state' }>): string {
  const is = isState(state) ? isNow[state] : line(state, 40)
  return `Incident ${id} is ${is}, so you can't ${line(verb, 40)} it. ${whatElse(id, state, verb)}`
}

function whatElse(id: number, state: string, verb: string): string {
  switch (state) {
    case 'triage':
      return `Confirm it with ${code(`/incident confirm ${id}`)}, or decline it with ${code(`/incident decline ${id} because …`)}.`
    case 'investigating':
    case 'identified':
    case 'monitoring':
      return verb === 'decline'
        ? `It counts as an incident already: ${code(`/incident cancel ${id} because …`)} ends it all the same.`
        : 'Its card shows what can be done now.'
    case 'merged':
      return `The work goes on in the incident that its card names. To work on this one again, type ${code(`/incident reopen ${id} because …`)}.`
    case 'declined':
    case 'cancelled':
      return `If it is one after all, type ${code(`/incident reopen ${id} because …`)}.`
    default:
      return `If it is back, type ${code(`/incident reopen ${id}`)}.`
  }
}

function cannotMerge({ id, into, because }: Extract<LifecycleRefusal, { refused: 'cannot-merge' }>): string {
  switch (because) {
    case 'itself':
      return `Incident ${id} can't be merged into itself. Name the one in which the work goes on: ${code(`/incident merge ${id} into 12 because …`)}`
    case 'ended':
      return `Incident ${into} has ended, so nothing can go on in it, and incident ${id} was not merged. Name an open one, or reopen it first: ${code(`/incident reopen ${into} because …`)}`
    case 'mixed':
      return `Incident ${id} was not merged into incident ${into}: one of them is private or a rehearsal, and the other is not. Note in one what the other needs to know, and cancel the other.`
  }
}

function noSuchMoment({ at, is }: Extract<LifecycleRefusal, { refused: 'no-such-moment' }>): string {
  const moment = time(new Date(at))
  switch (is) {
    case 'past':
      return `${moment} is over already, so nothing was changed. Name a time that is to come, such as ${code('until 18:00')} or ${code('for 2h')}.`
    case 'future':
      return `${moment} is still to come, so it can't have begun then, and nothing was changed. Name a time that has passed, such as ${code('14:05')}, ${code('yesterday 22:00')} or ${code('20m ago')}.`
    case 'too-far':
      return `${moment} is more than a year away, so nothing was changed. Is the date right?`
  }
}
