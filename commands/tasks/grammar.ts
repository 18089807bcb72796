import type { TaskKind, WantedDay } from '../../src/domain/incident/task.ts'
import { parseDate, parseWeekday } from '../../src/domain/local-time.ts'
import type { UserId } from '../../src/domain/people.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { mentionIn, type Parse, startsWithNumber, takeId, takeWord } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

/** `id` is the incident's number, `task` the task's; a null text asks for the form, a null day or owner for none. */
export type TaskCommand =
  | {
      verb: TaskKind
      id: number | null
      text: string | null
      owner: UserId | null
      due: WantedDay | null
    }
  | { verb: 'tasks'; id: number | null }
  | { verb: 'done' | 'drop'; task: number }
  | { verb: 'assign'; task: number; owner: UserId | null }
  | { verb: 'due'; task: number; due: WantedDay | null }

export const taskVerbs: Record<TaskCommand['verb'], Parse<TaskCommand>> = {
  task: (rest) => parseTask('task', rest),
  action: (rest) => parseTask('action', rest),
  tasks: (rest) => ({ verb: 'tasks', id: parseId(takeWord(rest)[0]) }),
  done: (rest) => parseTaskChange('done', rest),
  drop: (rest) => parseTaskChange('drop', rest),
  assign: (rest) => parseTaskChange('assign', rest),
  due: (rest) => parseTaskChange('due', rest),
}

export const taskFollows = {
  tasks: startsWithNumber,
  done: startsWithNumber,
  drop: startsWithNumber,
  assign: startsWithNumber,
  due: startsWithNumber,
} as const

/** `fix the index @maya by friday`, in any order at the end; what only looks like an owner or a day is part of the text. */
function parseTask(verb: TaskKind, rest: string): TaskCommand | Refusal {
  const [id, typed] = takeId(rest)
  let words = splitWords(typed)
  let owner: UserId | null = null
  let due: WantedDay | null = null
  for (;;) {
    const mentioned: UserId | null = owner === null ? mentionIn(words.at(-1)) : null
    const day: ReturnType<typeof takeDay> = due === null ? takeDay(words) : null
    if (isRefusal(day)) return day
    if (mentioned) [owner, words] = [mentioned, words.slice(0, -1)]
    else if (day) [due, words] = [day.due, day.rest]
    else break
  }
  return { verb, id, text: words.join(' ') || null, owner, due }
}

/** `by friday`, `by 2026-11-25`, `by tomorrow`, `in 2 days`, `in 2d` at the end of the words. */
function takeDay(words: readonly string[]): { due: WantedDay; rest: string[] } | Refusal | null {
  const at = words.findLastIndex((word) => /^(by|in)$/i.test(word))
  if (at < 0 || at === words.length - 1 || at < words.length - 3) return null
  const said = words.slice(words[at]?.toLowerCase() === 'in' ? at : at + 1)
  const due = parseDay(said)
  if (due) return { due, rest: words.slice(0, at) }
  return /^\d{4}-/.test(said[0] ?? '') ? noDay(`/incident task`, 'fix the index @maya by 2026-11-25') : null
}

/** Undefined where these words are no day. */
function parseDay(said: readonly string[]): WantedDay | undefined {
  const text = said.join(' ').toLowerCase()
  if (text === 'today') return { is: 'in', days: 0 }
  if (text === 'tomorrow') return { is: 'in', days: 1 }
  const weekday = parseWeekday(text)
  if (weekday !== undefined) return { is: 'weekday', weekday }
  if (parseDate(text) !== undefined) return { is: 'date', day: text }
  const [, count, unit] = /^in (\d{1,3}) ?(d|days?|w|weeks?)$/.exec(text) ?? []
  return count && unit ? { is: 'in', days: Number(count) * (unit.startsWith('w') ? 7 : 1) } : undefined
}

const noDay = (command: string, example: string): Refusal => ({
  refused: 'missing-words',
  command,
  missing: 'a day such as tomorrow, friday, 2026-11-25 or in 2 days',
  example: `${command} ${example}`,
})

/** `done 4`, `assign 4 @maya`, `due 4 friday`. */
function parseTaskChange(verb: 'done' | 'drop' | 'assign' | 'due', rest: string): TaskCommand | Refusal {
  const [task, said] = takeId(rest)
  if (task === null) return missing(verb, 'the task’s number, which `/incident tasks` shows')
  if (verb === 'done' || verb === 'drop') return { verb, task }
  const words = splitWords(said).filter((word) => !/^(by|to)$/i.test(word))
  const isNone = words.length === 1 && words[0]?.toLowerCase() === 'none'
  if (verb === 'assign') {
    const owner = mentionIn(words[0])
    if (owner === null && !isNone)
      return missing(verb, 'a person, chosen from the list that Slack shows after @')
    return { verb, task, owner }
  }
  const due = parseDay(words)
  return due || isNone ? { verb, task, due: due ?? null } : noDay('/incident due', `${task} friday`)
}

const examples = { done: '4', drop: '4', assign: '4 @maya', due: '4 friday' }

const missing = (verb: keyof typeof examples, what: string): Refusal => ({
  refused: 'missing-words',
  command: `/incident ${verb}`,
  missing: what,
  example: `/incident ${verb} ${examples[verb]}`,
})
