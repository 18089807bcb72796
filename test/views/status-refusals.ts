import type { StatusRefusal } from '../../src/domain/status/refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const statusSentences: Sentences<StatusRefusal> = {
  'no-such-dead-letter': [
    { refused: 'no-such-dead-letter', reference: '1a2b3c4d' },
    'Nothing that was laid aside is called `1a2b3c4d`, so nothing was done. Perhaps somebody replayed or discarded it meanwhile: `/status queue` lists what is left.',
  ],
  'not-typed-in': [
    { refused: 'not-typed-in', name: 'connections', command: 'capacity' },
    '`connections` is measured, so nothing was changed. What people type is for those with `value: { kind: typed }` in pilothouse.yml; `/status capacity` shows what is known.',
  ],
  'no-correction': [
    { refused: 'no-correction', why: 'correction 3 is approved already' },
    'Correction 3 is approved already. Nothing was changed.',
  ],
  'no-such-correction': [
    { refused: 'no-such-correction', id: '9' },
    'There is no correction `9`. Its number stands on its card.',
  ],
  'nothing-to-attest': [
    {
      refused: 'nothing-to-attest',
      given: 'restore',
      known: ['restore-test', 'limits'],
      suggestion: 'restore-test',
    },
    'No item that people vouch for is called `restore`, so nothing was attested. Did you mean `restore-test`? Items: `restore-test`, `limits`.',
  ],
}
