import { z } from 'zod'
import { alertLevels } from '../../domain/check/check.ts'
import { parseClock, parseWeekday } from '../../domain/local-time.ts'
import { pageFacts } from '../../domain/paging/page.ts'
import { timeZone } from './freezes.ts'
import { address, duration, listOf, matching, name, named, oneOf, strict, text } from './words.ts'

const targetWords = 'on-call, channel, an id of Slack (U…, S… or C…) or the name of one of incidents.pagers'
const target = matching(/^(?:[UWSCG][A-Z0-9]{8,}|[a-z][a-z0-9-]{0,39})$/, targetWords)

const afterWords = 'a duration such as 30s or 10m, or respondWithin'
const after = z.union([z.literal('respondWithin'), duration], { error: afterWords })

const step = strict({
  after: after.optional(),
  page: listOf(target, 'whom to page').min(1, { error: 'a list with at least one to page' }),
})

/** In triage nobody is paged yet. */
const pagedStates = ['investigating', 'identified', 'monitoring'] as const

const when = strict({
  severities: z
    .union([z.literal('paging'), z.literal('any'), listOf(name, 'severities')], {
      error: 'paging, any or a list of severities',
    })
    .optional(),
  levels: listOf(oneOf(alertLevels), 'levels').default([]),
  openFor: duration.optional(),
  facts: listOf(oneOf(pageFacts), 'facts').default([]),
  words: listOf(text, 'words').default([]),
  hours: oneOf(['any', 'working']).default('any'),
  states: listOf(oneOf(pagedStates), 'states').min(1, { error: 'a list with at least one state' }).optional(),
})

export const escalationRules = z.array(
  strict({
    name,
    about: oneOf(['incidents', 'alerts']).default('incidents'),
    when: when.prefault({}),
    evenIfAcknowledged: z.boolean({ error: 'true or false' }).default(false),
    steps: z
      .array(step, { error: 'a list of steps, each with page' })
      .min(1, { error: 'a list with at least one step' }),
  }),
  { error: 'a list of rules, each with a name and steps' },
)
export type WrittenRules = z.output<typeof escalationRules>

const clockWords = "a time such as '09:00'"
const clock = z
  .string({ error: clockWords })
  .refine((written) => parseClock(written) !== undefined, { error: clockWords })
  .transform((written) => parseClock(written) ?? 0)
const dayWords = 'a day such as Mon'
const day = z
  .string({ error: dayWords })
  .refine((written) => parseWeekday(written) !== undefined, { error: dayWords })
  .transform((written) => parseWeekday(written) ?? 0)

export const workingHours = strict({
  days: listOf(day, 'days').default([0, 1, 2, 3, 4]),
  from: clock.prefault('09:00'),
  to: clock.prefault('18:00'),
  timeZone: timeZone.optional(),
}).refine(({ from, to }) => from < to, { error: 'a time after from', path: ['to'] })

const mail = matching(/^[^\s@<>]+@[^\s@<>]+$/, 'an e-mail address')

/** What is outside Slack and takes pages. Keys and secrets come from the environment. */
export const pagers = named(
  z.discriminatedUnion(
    'kind',
    [
      strict({ kind: z.literal('pagerduty'), routingKey: text }),
      strict({ kind: z.literal('webhook'), url: address, secret: text }),
      strict({
        kind: z.literal('email'),
        from: mail,
        to: listOf(mail, 'e-mail addresses').min(1, { error: 'a list with at least one e-mail address' }),
      }),
    ],
    { error: 'one of pagerduty, webhook, email' },
  ),
)
