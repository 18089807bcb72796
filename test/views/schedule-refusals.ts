import type { ScheduleRefusal } from '../../views/gate/schedule-refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const scheduleSentences: Sentences<ScheduleRefusal> = {
  frozen: [
    {
      refused: 'frozen',
      service: 'web',
      environment: 'production',
      ref: 'main',
      name: 'Weekend',
      until: '2026-11-23T07:00:00.000Z',
    },
    'Frozen until <!date^1795417200^{date_short_pretty} {time}|2026-11-23 07:00 UTC> (Weekend): `web` is not released to production before, so nothing was planned. Ask for it at a later time: `/deploy web production main at …` waits by itself. A rollback passes, and `/deploy freezes` lists what is frozen when.',
  ],
  'no-such-start': [
    { refused: 'no-such-start', at: '2026-11-23T07:00:00.000Z', isPast: true },
    '<!date^1795417200^{date_short_pretty} {time}|2026-11-23 07:00 UTC> is past, so nothing was planned. Name a time to come within a year, such as `at 22:00`, `tomorrow 9:00` or `in 2h`.',
  ],
  'not-scheduled': [
    { refused: 'not-scheduled', id: 3, state: 'rolling-out' },
    'Deployment 3 is rolling out and waits for no time, so nothing was changed. Its card says what it waits for.',
  ],
}
