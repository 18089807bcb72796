import { z } from 'zod'
import type { DeploymentPlan } from '../domain/deployment/plan.ts'
import { stepNames, undoNames } from '../domain/deployment/plan-steps.ts'
import { stageSteps } from '../domain/deployment/stages.ts'
import type { Refusal } from '../domain/refusal.ts'
import { storedScore } from './drill/drill-documents.ts'
import { gateFacts, lockFacts, plannedItem, skipped } from './gate/gate-documents.ts'
import { storedHealth, storedPostmortemNews, storedReport } from './postmortem/report-documents.ts'

const text = z.string()
const when = z.coerce.date()

const commit = z.object({
  sha: text,
  subject: text,
  author: z.object({ login: text.optional(), name: text, email: text.optional(), slack: text.optional() }),
  at: text,
  url: text,
})

const liveFunction = z.object({
  slug: text,
  hash: text.nullable(),
  version: z.number(),
  verifyJwt: z.boolean(),
})

const facts = z.object({
  ref: text,
  sha: text,
  direction: z.enum(['ahead', 'behind', 'diverged', 'identical', 'unknown']),
  commits: z.array(commit),
  totalCommits: z.number(),
  checks: z.array(
    z.object({ name: text, state: z.enum(['passed', 'failed', 'pending', 'missing']), url: text.optional() }),
  ),
  ...gateFacts,
  live: z
    .object({
      ...{ sha: text.optional(), buildId: text.optional(), url: text.optional(), since: text.optional() },
      functions: z.array(liveFunction).optional(),
      unmanaged: z.array(text).optional(),
      deployment: z.number().optional(),
    })
    .nullable(),
  bytesLost: z.array(text).optional(),
  drift: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('none') }),
      z.object({
        is: z.literal('drifted'),
        deployment: z.number(),
        left: z.object({ sha: text.optional(), buildId: text.optional() }),
        functions: z.array(text).optional(),
      }),
      z.object({ is: z.literal('unknown'), because: text }),
    ])
    .optional(),
})

export const storedTarget = z.object({
  deployment: z.number().nullable(),
  sha: text.optional(),
  buildId: text.optional(),
  functions: z
    .array(
      z.discriminatedUnion('is', [
        z.object({ is: z.literal('there'), ...liveFunction.shape }),
        z.object({ is: z.literal('absent'), slug: text, hash: z.null(), version: z.null() }),
      ]),
    )
    .optional(),
})

/** Bundles, with whatever the provider wants back of them. */
export const storedBundles = z.object({
  functions: z.array(
    z.object({
      ...liveFunction.shape,
      entrypoint: text,
      importMap: text.nullable(),
      updatedAt: when,
      raw: z.record(text, z.unknown()),
    }),
  ),
})

/** What a finished snapshot kept, by the hash under which it is kept. */
export const storedSnapshot = z.object({
  bodies: z.array(z.object({ slug: text, version: z.number(), hash: text })),
})

/** What a finished activation left behind. */
export const storedActivation = z.object({ functions: z.array(liveFunction) })

/** What an act began is made of. */
export const storedParts = z.array(
  z.object({ name: text, state: z.enum(['queued', 'running', 'passed', 'failed', 'skipped']), link: text }),
)

/** What a finished restore left behind; missing in rows of older versions. */
export const storedRestore = z.object({ left: z.array(liveFunction).optional() })

/** What a finished build left behind. */
export const storedBuild = z.object({ buildId: text, url: text })

const stepName = z.union([z.enum(stepNames), z.templateLiteral([z.enum(stageSteps), ':', z.int()])])
/** A plan as stored; throws `ZodError` where a row was written by something else. */
export const storedPlan: z.ZodType<DeploymentPlan> = z.object({
  service: text,
  environment: text,
  kind: z.enum(['vercel', 'github-actions', 'supabase-functions']),
  ref: text,
  sha: text,
  facts,
  approvalsNeeded: z.number(),
  approvers: z.object({ group: text.optional(), users: z.array(text) }),
  authors: z.array(text),
  candidates: z.array(text).optional(),
  unknownAuthors: z.array(text),
  steps: z.array(stepName),
  isPreview: z.boolean().optional(),
  stages: z.array(z.object({ percent: z.number(), for: z.number() })).default([]),
  purpose: z.enum(['release', 'rollback']).default('release'),
  returnsTo: storedTarget.nullable().default(null),
  undo: z.array(z.enum(undoNames)).default([]),
  rollback: z.enum(['automatic', 'ask']).default('ask'),
  checklist: z.array(plannedItem).default([]),
  passedFreezes: z.array(z.object({ name: text, until: text.nullable() })).optional(),
  skipped: z.array(skipped).nullable().default(null),
  hash: text,
})

/** A refusal as stored: it was typed when written, and is only read back to be put into words. */
const storedRefusal: z.ZodType<Refusal> = z.looseObject({
  refused: text,
}) as unknown as z.ZodType<Refusal>

/** What planning ended with. */
export const storedPlanned = z.union([z.object({ plan: storedPlan }), z.object({ refusal: storedRefusal })])

export const storedDetail = z.object({
  voided: z.array(text).nullish(),
  expiresAt: when.optional(),
  refusal: storedRefusal.optional(),
  failure: z
    .object({
      step: z.union([z.enum(['plan', 'retake-facts']), stepName]),
      why: text,
      leaves: text,
      next: text,
    })
    .optional(),
  by: text.optional(),
  because: text.optional(),
  trouble: z.object({ is: z.enum(['fail', 'inconclusive']), step: stepName, why: text }).optional(),
  wentOn: z.object({ stage: z.number(), by: text }).optional(),
  effect: text.optional(),
})

const audience = z.enum(['responders', 'stakeholders']).default('responders')

/** What a post is about; everything else is read from rows that no longer change. */
export const storedPost = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('deployment-answer'), cardTrouble: text.optional() }),
  z.object({ purpose: z.literal('break-glass') }),
  z.object({ purpose: z.literal('operation-answer'), cardTrouble: text.optional() }),
  z.object({
    purpose: z.literal('status-update'),
    updateId: z.number(),
    /** Later ones that are told with it. */
    also: z.array(z.number()).default([]),
    audience,
  }),
  z.object({ purpose: z.literal('alert-still-fires'), by: text, because: text }),
  z.object({ purpose: z.literal('public-update'), publicId: z.number() }),
  z.object({
    purpose: z.literal('update-nudge'),
    dueAt: when,
    /** Who owed the update when it was ordered. */
    commander: text,
    /** What makes whoever reads it the next to be asked. */
    role: z.enum(['communications', 'commander', 'on-call']).default('commander'),
    /** How many promised updates in a row nobody wrote before. */
    missed: z.number().default(0),
  }),
  z.object({
    purpose: z.literal('role-offer'),
    offerId: z.number(),
    to: z.enum(['person', 'channel', 'offerer']),
  }),
  z.object({ purpose: z.literal('task-reminder'), taskId: z.number(), day: text }),
  z.object({ purpose: z.literal('runbook-card'), runbookId: z.number(), page: z.number() }),
  z.object({
    purpose: z.literal('person-left'),
    user: text,
    roles: z.array(text),
    wasCommander: z.boolean(),
  }),
  z.object({
    purpose: z.literal('resolution-report'),
    audience,
    resolvedAt: when,
    resolvedBy: text,
    summary: text,
    lastSeq: z.number(),
    report: storedReport.optional(),
  }),
  z.object({ purpose: z.literal('postmortem-news'), news: storedPostmortemNews }),
  z.object({ purpose: z.literal('resolve-offer'), mitigatedAt: when, health: storedHealth }),
  z.object({
    purpose: z.literal('incident-dropped'),
    audience,
    to: z.enum(['declined', 'merged', 'cancelled']),
    by: text,
    because: text,
    into: z.number().nullable(),
  }),
  z.object({
    purpose: z.literal('drill-step'),
    step: z.number(),
    of: z.number(),
    say: text,
    fault: z.object({ isOn: z.boolean(), went: z.enum(['done', 'failed', 'imagined']) }).nullable(),
  }),
  z.object({ purpose: z.literal('drill-score'), script: text, score: storedScore }),
  z.object({ purpose: z.literal('page'), pageId: z.number() }),
  z.object({ purpose: z.literal('page-failed'), pageId: z.number() }),
  z.object({ purpose: z.literal('lock-taken'), was: lockFacts, now: lockFacts, at: when }),
])
export type StoredPost = z.infer<typeof storedPost>
