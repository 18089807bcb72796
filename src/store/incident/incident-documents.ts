import { z } from 'zod'
import type { Pause, StatusUpdate } from '../../domain/incident/incident.ts'
import { incidentStates } from '../../domain/incident/incident.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import { topics } from '../../domain/timeline/timeline.ts'
import { storedHealth } from '../postmortem/report-documents.ts'

const text = z.string()
const when = z.coerce.date()

export const storedAffects = z.array(text)

export const storedPause: z.ZodType<Pause> = z.object({
  at: when,
  by: text,
  because: text,
  until: when.nullable(),
})

const incidentState = z.enum(incidentStates)

export const storedEvent: z.ZodType<TimelineEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declared'), title: text, severity: text }),
  z.object({ kind: z.literal('channel-opened'), channel: text, name: text }),
  z.object({ kind: z.literal('step-failed'), step: text, because: text }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('message'), text, author: text.nullable() }),
  z.object({ kind: z.literal('revision'), of: z.number(), text: text.nullable() }),
  z.object({
    kind: z.literal('update'),
    whatChanged: text,
    impact: text.nullable(),
    nextStep: text.nullable(),
  }),
  z.object({ kind: z.literal('holding-update') }),
  z.object({ kind: z.literal('severity'), from: text, to: text, because: text.nullable() }),
  z.object({ kind: z.literal('commander'), from: text, to: text }),
  z.object({ kind: z.literal('state'), from: incidentState, to: incidentState }),
  z.object({ kind: z.literal('resolved'), summary: text }),
  z.object({ kind: z.literal('reopened'), because: text }),
  z.object({
    kind: z.literal('deployment'),
    id: z.number(),
    service: text,
    environment: text,
    sha: text.nullable(),
    became: text,
    purpose: z.literal('rollback').optional(),
  }),
  z.object({ kind: z.literal('operation'), id: z.number(), did: text, for: text }),
  z.object({ kind: z.literal('happened'), topic: z.enum(topics), did: text }),
])

export const storedUpdate: z.ZodType<Pick<StatusUpdate, 'written' | 'facts'>> = z.object({
  written: z
    .object({ author: text, whatChanged: text, impact: text.nullable(), nextStep: text.nullable() })
    .nullable(),
  facts: z.object({
    title: text,
    severity: text,
    state: incidentState,
    commander: text,
    declaredAt: when,
    since: z.array(z.object({ at: when, text })),
    deploymentsUnderWay: z.array(z.object({ id: z.number(), service: text, environment: text, state: text })),
    health: storedHealth.nullable().default(null),
    nextDueAt: when.nullable(),
  }),
})
