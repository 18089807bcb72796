import { z } from 'zod'
import { parseClock } from '../../domain/local-time.ts'
import { date, timeZone, weekTime } from './freezes.ts'
import { duration, group, listOf, strict, user } from './words.ts'

const dayMs = 86_400_000

const clockWords = "a day and a time such as 'Mon 09:00', or a time such as '09:00'"
/** Minutes since Monday 00:00, or since midnight for a change on any day. */
const handover = z.string({ error: clockWords }).transform((written, context) => {
  const daily = parseClock(written.trim())
  if (daily !== undefined) return { weekly: false, minutes: daily }
  const weekly = weekTime.safeParse(written)
  if (weekly.success) return { weekly: true, minutes: weekly.data }
  context.addIssue({ code: 'custom', message: clockWords, input: written })
  return z.NEVER
})

const override = strict({ user: user.optional(), from: date, to: date }).refine(
  ({ from, to }) => to.end > from.begin,
  { error: 'a time after from', path: ['to'] },
)

const rotation = strict({
  people: listOf(user, 'Slack member ids').min(1, { error: 'a list with at least one member id' }),
  handover: handover.prefault('Mon 09:00'),
  every: duration
    .refine((ms) => ms % dayMs === 0, { error: 'a duration of whole days, such as 1d, 7d or 14d' })
    .default(7 * dayMs),
  startsOn: date.optional(),
  timeZone: timeZone.optional(),
})

const words = 'either group, or rotation with overrides'

/** Who is on call. Which of the two it is, is told by the keys, so that mistakes in the rest are named. */
export const onCall = strict({
  group: group.optional(),
  rotation: rotation.optional(),
  overrides: z
    .array(override, { error: 'a list of overrides, each with from, to and, unless nobody is, user' })
    .default([]),
}).refine((it) => (it.group ? !it.rotation && it.overrides.length === 0 : it.rotation !== undefined), {
  error: words,
})
export type WrittenOnCall = z.output<typeof onCall>
