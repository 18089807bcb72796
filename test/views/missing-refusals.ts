import type { Refusal } from '../../src/domain/refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const missingSentences: Sentences<
  Extract<Refusal, { refused: 'no-such-alert' | 'no-such-incident' }>
> = {
  'no-such-alert': [
    { refused: 'no-such-alert', id: '99' },
    'There is no alert `99`. Its number stands on its card, where incidents are announced.',
  ],
  'no-such-incident': [
    { refused: 'no-such-incident', id: '99' },
    'There is no incident `99`. `/incident list` lists the open ones with their numbers.',
  ],
}
