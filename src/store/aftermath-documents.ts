import { z } from 'zod'
import type { Health } from '../domain/health.ts'
import type { IncidentReport } from '../domain/incident-report.ts'

const text = z.string()
const said = text.nullable()

const place = { service: text, environment: text }

export const storedHealth: z.ZodType<Health> = z.object({
  at: z.coerce.date(),
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
