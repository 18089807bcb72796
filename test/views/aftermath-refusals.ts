import type { Refusal } from '../../src/domain/refusal.ts'

const id = 3

type Sentences<Kind extends Refusal['refused']> = {
  [One in Kind]: [refusal: Extract<Refusal, { refused: One }>, sentence: string]
}

/** What resolving and post-mortems are refused for, with the sentences. */
export const aftermathSentences: Sentences<'no-postmortem' | 'not-ready-to-resolve'> = {
  'no-postmortem': [
    { refused: 'no-postmortem', id, state: 'resolved' },
    'Incident 3 has no post-mortem yet. `/incident postmortem 3` begins it.',
  ],
  'not-ready-to-resolve': [
    {
      ...{ refused: 'not-ready-to-resolve', id, until: null, monitorFor: 1_800_000 },
      troubles: ['web on production is not well: / answered 500'],
    },
    'Incident 3 is not resolved. A fix is watched for 30 min first, and none is being watched: once it is in place, type `/incident state monitoring 3`. Web on production is not well: / answered 500. If you know better, `/incident resolve 3 what repaired it anyway because …` says so',
  ],
}
