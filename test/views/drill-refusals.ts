import type { DrillRefusal } from '../../src/domain/drill/refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const drillSentences: Sentences<DrillRefusal> = {
  'no-drill-now': [
    { refused: 'no-drill-now', incident: 3, isDrill: false },
    'Incident 3 is open, and nobody should rehearse beside a real one, so no drill was begun. Hold it once that has ended.',
  ],
  'no-drill-to-stop': [
    { refused: 'no-drill-to-stop' },
    'No drill is going on. `/incident drill` lists what can be rehearsed.',
  ],
}
