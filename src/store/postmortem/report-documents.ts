import { z } from 'zod'
import type { Health } from '../../domain/incident/health.ts'
import type { IncidentReport } from '../../domain/incident/incident-report.ts'
import type { PostmortemNews } from '../../domain/postmortem/news.ts'
import { type Sources, writtenSections } from '../../domain/postmortem/postmortem.ts'

const text = z.string()
const when = z.coerce.date()
const said = text.nullable()

const place = { service: text, environment: text }

export const storedHealth: z.ZodType<Health> = z.object({
  at: when,
  isNamed: z.boolean(),
  checks: z.array(
    z.discriminatedUnion('is', [
      z.object({ ...place, is: z.literal('green') }),
      z.object({ ...place, is: z.literal('red'), why: text }),
      z.object({ ...place, is: z.literal('unknown'), why: text }),
    ]),
  ),
})

export const storedReport: z.ZodType<IncidentReport> = z.object({
  impact: said,
  mitigation: said,
  rootCause: said,
  permanentFix: said,
  prevention: said,
  anywayBecause: said,
})

const sectionNames = z.enum(writtenSections)

export const storedSections = z.partialRecord(sectionNames, text)
export const storedWritten = z.array(text)
export const storedSources: z.ZodType<Sources> = z.object({
  template: said,
  names: z.record(text, text),
  troubles: z.array(text),
})

/** What is posted about a post-mortem, its review, and what follows closing. */
export const storedPostmortemNews: z.ZodType<PostmortemNews> = z.discriminatedUnion('about', [
  z.object({ about: z.literal('proposed'), number: z.number(), url: text }),
  z.object({ about: z.literal('not-merged'), number: z.number(), url: text }),
  z.object({ about: z.literal('sent'), to: text, because: text }),
  z.object({ about: z.literal('review'), at: when, before: z.number() }),
  z.object({ about: z.literal('archive') }),
])
