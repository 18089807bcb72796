import { z } from 'zod'
import type { FreezeWindow } from '../../domain/gate/freeze.ts'
import { isTimeZone, parseClock, parseDate, parseWeekday } from '../../domain/local-time.ts'
import { group, listOf, name, strict, text, user } from './words.ts'

const dayMs = 86_400_000

const zoneWords = 'a time zone such as Europe/Berlin or UTC'
export const timeZone = z.string({ error: zoneWords }).refine(isTimeZone, { error: zoneWords })

const weekWords = "a day and a time, such as 'Fri 16:00'"
export const weekTime = z.string({ error: weekWords }).transform((written, context): number => {
  const [day = '', clock = '', ...rest] = written.trim().split(/\s+/)
  const [weekday, minutes] = [parseWeekday(day), parseClock(clock)]
  if (weekday !== undefined && minutes !== undefined && rest.length === 0) return weekday * 1440 + minutes
  context.addIssue({ code: 'custom', message: weekWords, input: written })
  return z.NEVER
})

const dateWords = "a date such as '2026-12-23', or with a time '2026-12-23 18:00'"
export const date = z
  .string({ error: dateWords })
  .transform((written, context): { begin: number; end: number } => {
    const [day = '', clock, ...rest] = written.trim().split(/\s+/)
    const midnight = parseDate(day)
    const minutes = clock === undefined ? undefined : parseClock(clock)
    if (midnight === undefined || rest.length > 0 || (clock !== undefined && minutes === undefined)) {
      context.addIssue({ code: 'custom', message: dateWords, input: written })
      return z.NEVER
    }
    if (minutes === undefined) return { begin: midnight, end: midnight + dayMs }
    return { begin: midnight + minutes * 60_000, end: midnight + minutes * 60_000 }
  })

const windowWords = 'a freeze with either weekly, or from and to'

/** A date without a time is frozen from its begin, or to its end. */
const freeze = strict({
  name: text,
  environments: listOf(name, 'environments').min(1, { error: 'a list with at least one environment' }),
  services: listOf(name, 'services').default([]),
  timeZone: timeZone.optional(),
  weekly: strict({ from: weekTime, to: weekTime }).optional(),
  from: date.optional(),
  to: date.optional(),
  except: listOf(user, 'Slack member ids').default([]),
  exceptGroup: group.optional(),
}).transform(({ weekly, from, to, ...rest }, context) => {
  const refuse = (message: string, path: string[] = []) => {
    context.addIssue({ code: 'custom', message, path, input: undefined })
    return z.NEVER
  }
  if (weekly && !from && !to) {
    if (weekly.from % 10_080 === weekly.to % 10_080) return refuse('another time than from', ['weekly', 'to'])
    return { ...rest, window: { is: 'weekly', ...weekly } satisfies FreezeWindow as FreezeWindow }
  }
  if (weekly || !from || !to) return refuse(windowWords)
  if (to.end <= from.begin) return refuse('a time after from', ['to'])
  return {
    ...rest,
    window: { is: 'once', from: from.begin, to: to.end } satisfies FreezeWindow as FreezeWindow,
  }
})

export const freezeList = z.array(freeze, { error: 'a list of freezes, each with a name and environments' })
