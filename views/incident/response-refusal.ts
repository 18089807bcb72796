import type { ResponseRefusal } from '../../src/domain/incident/response-refusal.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { actor, code, either, line, time, user } from '../text.ts'

const codes = {
  'commander-needed': true,
  'person-left': true,
  'offer-open': true,
  'no-offer': true,
  'which-offer': true,
  'not-your-offer': true,
  'offer-ended': true,
  'no-such-runbook': true,
  'which-runbook': true,
  'no-such-step': true,
  'no-such-task': true,
  'task-ended': true,
  'day-is-past': true,
  'declares-or-says': true,
} satisfies Record<ResponseRefusal['refused'], true>

export const isResponseRefusal = (refusal: Refusal): refusal is ResponseRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why something about the people, tasks and runbooks of an incident was not done, and what to do about it. */
export function responseRefusalInWords(refusal: ResponseRefusal): string {
  switch (refusal.refused) {
    case 'commander-needed':
      return 'Somebody must lead an incident, so nothing was changed. Name a person: `/incident role commander @priya`, or take it yourself: `/incident claim`.'
    case 'person-left':
      return `${user(refusal.user)} is no longer in this workspace, so nobody was asked. Choose somebody else.`
    case 'offer-open':
      return `${user(refusal.by)} has asked ${user(refusal.to)} to be ${line(refusal.role, 60)} already, and waits for an answer until ${time(new Date(refusal.until))}, so nobody else was asked. To take it yourself at once: ${code(`/incident role ${refusal.role} me`)}.`
    case 'no-offer':
      return `Nobody has asked you to ${refusal.role === null ? 'take a role' : `be ${line(refusal.role, 60)}`}${refusal.id === null ? '' : ` in incident ${refusal.id}`}, so there is nothing to answer. To take one yourself: \`/incident role scribe me\`.`
    case 'which-offer':
      return `You were asked to take more than one role in incident ${refusal.id}. Say which: ${either(refusal.roles.map((role) => code(`/incident ${refusal.isAccepted ? 'accept' : 'decline-role'} ${refusal.id} ${role}`)))}.`
    case 'not-your-offer':
      return `Only ${user(refusal.to)} can answer whether to be ${line(refusal.role, 60)}, so nothing was changed. To take it yourself at once: ${code(`/incident role ${refusal.role} me`)}.`
    case 'offer-ended':
      return offerEnded(refusal)
    case 'no-such-runbook':
      return `No runbook ${code(refusal.given, 60)} was begun here, so nothing was ticked. \`/incident runbook\` lists those that fit, and begins one.`
    case 'which-runbook':
      return `More than one runbook was begun in incident ${refusal.id}. Say which: ${either(refusal.names.map((name) => code(`/incident tick 1 of ${name}`)))}.`
    case 'no-such-step':
      return `“${line(refusal.runbook, 100)}” has no step ${refusal.given}, so nothing was ticked: its steps are 1 to ${refusal.steps}.`
    case 'no-such-task':
      return `There is no task ${code(refusal.id, 20)}. \`/incident tasks\` lists them with their numbers.`
    case 'task-ended':
      return `Task ${refusal.id} is ${refusal.state}${refusal.by ? ` (by ${actor(refusal.by)})` : ''}, so nothing about it was changed. Add a new one with \`/incident task …\` if there is more to do.`
    case 'day-is-past':
      return `${code(refusal.day)} is past: today is ${refusal.today}. Nothing was saved; choose a day to come.`
    case 'declares-or-says':
      return `This can mean two things, so nothing was done. To declare an incident: ${code(`/incident declare ${refusal.verb} ${refusal.text}`, 200)}. To use ${code(refusal.verb)} on one, put its number first: ${code(`/incident ${refusal.verb} 12 ${refusal.text}`, 200)}.`
  }
}

function offerEnded({ id, role, state }: Extract<ResponseRefusal, { refused: 'offer-ended' }>): string {
  const how = {
    accepted: 'You have accepted it already',
    declined: 'You have declined it already',
    expired: 'The time to answer is over',
    overtaken: 'Somebody else has the role by now, or was asked instead of you',
  }[state]
  return `${how}, so nothing was changed. The card of incident ${id} shows who is ${line(role, 60)}; to take it yourself: ${code(`/incident role ${role} me`)}.`
}
