import { wallClock } from '../local-time.ts'

/** A month by the team's clock, for example `2026-11`; `day` is from 1 on. */
export type DayOfMonth = { month: string; day: number }

export function dayOfMonth(timeZone: string, at: Date): DayOfMonth {
  const shown = new Date(wallClock(timeZone, at)).toISOString()
  return { month: shown.slice(0, 7), day: Number(shown.slice(8, 10)) }
}

/** The month that is so many earlier. */
export function monthBefore(month: string, count = 1): string {
  const [year, number] = partsOf(month)
  return new Date(Date.UTC(year, number - 1 - count)).toISOString().slice(0, 7)
}

export function daysIn(month: string): number {
  const [year, number] = partsOf(month)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

const names = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
]

/** `2026-10`, `october` or `oct`: the last one of that name, or this. Undefined for what is no month, and for one to come. */
export function parseMonth(text: string, current: string): string | undefined {
  const word = text.toLowerCase()
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(word)) return word <= current ? word : undefined
  const index = names.findIndex((name) => name === word || name.slice(0, 3) === word)
  if (index < 0) return undefined
  const [year] = partsOf(current)
  const named = `${year}-${String(index + 1).padStart(2, '0')}`
  return named <= current ? named : monthBefore(named, 12)
}

/** "October 2026" */
export function monthInWords(month: string): string {
  const [year, number] = partsOf(month)
  const name = names[number - 1] ?? month
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`
}

const partsOf = (month: string): [year: number, number: number] => {
  const [year, number] = month.split('-').map(Number)
  return [year ?? 0, number ?? 1]
}
