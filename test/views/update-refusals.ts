import type { UpdateRefusal } from '../../src/domain/updates/update-refusal.ts'
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
}
