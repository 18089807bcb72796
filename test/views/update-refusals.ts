import type { UpdateRefusal } from '../../src/domain/updates/update-refusal.ts'
import { time } from '../../views/text.ts'
import type { Sentences } from './operation-refusals.ts'

export const updateSentences: Sentences<UpdateRefusal> = {
  'only-the-commander': [
    {
      refused: 'only-the-commander',
      id: 3,
      may: 'choose the pace of its updates',
      commander: 'U0PRIYA0001',
    },
    'Only <@U0PRIYA0001>, who leads incident 3, may choose the pace of its updates, so nothing was changed. Ask them, or take command first with `/incident claim 3`.',
  ],
  'not-public': [
    { refused: 'not-public', id: 3, because: 'drill' },
    'Nothing about incident 3 goes onto the public page, because it is a drill. Nothing was changed.',
  ],
  'may-not-publish': [
    {
      refused: 'may-not-publish',
      id: 3,
      who: { group: 'S0APPROVERS', users: ['U0PRIYA0001'] },
      unknown: null,
    },
    'You may not decide what goes onto the public page about incident 3, so nothing was changed. <!subteam^S0APPROVERS> or <@U0PRIYA0001> may.',
  ],
  'no-public-update': [
    { refused: 'no-public-update', publicId: 9 },
    'There is no public update 9. Its number stands on its card in the incident’s channel.',
  ],
  'public-text-too-long': [
    { refused: 'public-text-too-long', length: 612, most: 500 },
    'The words for the public page have 612 characters, and 500 is the most that can be seen whole before they are published. Nothing was saved; shorten them.',
  ],
  'public-update-decided': [
    {
      refused: 'public-update-decided',
      publicId: 9,
      decision: { is: 'rejected', by: 'U0PRIYA0001', at: new Date('2026-11-23T03:00:00Z') },
    },
    `Public update 9 was rejected by <@U0PRIYA0001> ${time(new Date('2026-11-23T03:00:00Z'))} already, so nothing was changed. Other words are suggested with \`/incident public\`.`,
  ],
  'public-update-outdated': [
    { refused: 'public-update-outdated', id: 3, publicId: 9, was: 'investigating', now: 'resolved' },
    'The words of public update 9 say how it was while incident 3 was investigating, and it is resolved now, so they were not published. Suggest them anew: `/incident public 3 …`',
  ],
}
