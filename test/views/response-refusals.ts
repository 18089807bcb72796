import type { ResponseRefusal } from '../../src/domain/response-refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const responseSentences: Sentences<ResponseRefusal> = {
  'no-such-task': [
    { refused: 'no-such-task', id: '9' },
    'There is no task `9`. `/incident tasks` lists them with their numbers.',
  ],
  'task-ended': [
    { refused: 'task-ended', id: 4, state: 'done', by: 'U0PRIYA0001' },
    'Task 4 is done (by <@U0PRIYA0001>), so nothing about it was changed. Add a new one with `/incident task …` if there is more to do.',
  ],
  'day-is-past': [
    { refused: 'day-is-past', day: '2026-11-20', today: '2026-11-23' },
    '`2026-11-20` is past: today is 2026-11-23. Nothing was saved; choose a day to come.',
  ],
}
