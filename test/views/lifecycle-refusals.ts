import type { LifecycleRefusal } from '../../src/domain/incident/lifecycle-refusal.ts'
import { time } from '../../views/text.ts'
import type { Sentences } from './operation-refusals.ts'

const at = '2026-11-23T14:05:00.000Z'

export const lifecycleSentences: Sentences<LifecycleRefusal> = {
  'wrong-incident-state': [
    { refused: 'wrong-incident-state', id: 3, state: 'resolved', verb: 'update' },
    "Incident 3 is resolved, so you can't update it. If it is back, type `/incident reopen 3`.",
  ],
  'cannot-merge': [
    { refused: 'cannot-merge', id: 3, into: 2, because: 'ended' },
    'Incident 2 has ended, so nothing can go on in it, and incident 3 was not merged. Name an open one, or reopen it first: `/incident reopen 2 because …`',
  ],
  'no-such-moment': [
    { refused: 'no-such-moment', at, is: 'future' },
    `${time(new Date(at))} is still to come, so it can't have begun then, and nothing was changed. Name a time that has passed, such as \`14:05\`, \`yesterday 22:00\` or \`20m ago\`.`,
  ],
  'declaration-gone': [
    { refused: 'declaration-gone' },
    'What you typed is no longer kept: it was used already, or a day has passed. Declare it anew with `/incident what is broken`.',
  ],
}
