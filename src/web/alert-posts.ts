import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findSeverity } from '../domain/incident/severity.ts'
import type { ReportedAlert } from '../domain/paging/alert.ts'
import type { PageFact } from '../domain/paging/page.ts'
import { pageFacts } from '../domain/paging/page.ts'
import type { AlertHook } from '../domain/paging/paging-policy.ts'
import type { TeamConfig } from '../domain/policy.ts'

type Known = Pick<TeamConfig, 'services' | 'environments' | 'incidents'>

/** Of one post; a source that tells more is told again by its next one. */
const mostAlerts = 500
const longestText = 2000
const mostLabels = 40

const text = z.string()
const words = z.record(text, z.union([text, z.number(), z.boolean()]).transform(String)).catch({})
const moment = z
  .string()
  .transform((written) => new Date(written))
  // Alertmanager writes the year 1 for a time that is not known.
  .transform((at) => (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000 ? null : at))
  .nullable()
  .catch(null)

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const alertmanager = z.object({
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: words,
      annotations: words,
      startsAt: moment,
      endsAt: moment,
      generatorURL: text.nullish().catch(null),
      fingerprint: text.nullish().catch(null),
    }),
  ),
})

const generic = z.object({
  title: text.min(1),
  status: z.enum(['firing', 'resolved']).default('firing'),
  fingerprint: text.nullish(),
  summary: text.nullish(),
  service: text.nullish(),
  environment: text.nullish(),
  severity: text.nullish(),
  link: text.nullish(),
  startedAt: moment.default(null),
  endedAt: moment.default(null),
  impactAt: moment.default(null),
  labels: words.default({}),
  facts: z.array(text).catch([]).default([]),
  errorRate: z.number().nullish(),
})

/** What a post tells. One of an unknown shape is kept whole, as an alert of its own, so that somebody sees it. */
export function readPost(kind: AlertHook['kind'], body: unknown, known: Known): ReportedAlert[] {
  const read = kind === 'alertmanager' ? readAlertmanager(body, known) : readGeneric(body, known)
  return (read ?? [unreadable(body)]).slice(0, mostAlerts)
}

function readAlertmanager(body: unknown, known: Known): ReportedAlert[] | null {
  const post = alertmanager.safeParse(body).data
  return (
    post?.alerts.map(({ status, labels, annotations, startsAt, endsAt, generatorURL, fingerprint }) => ({
      isFiring: status === 'firing',
      fingerprint: fingerprintOf(fingerprint, labels),
      title: clean(annotations.summary ?? labels.alertname ?? 'An alert without a name', 300),
      summary: optional(annotations.description ?? annotations.message),
      ...placeOf(known, labels),
      labels: cleanLabels(labels),
      facts: factsOf([labels.fact ?? ''], Number(annotations.error_rate ?? labels.error_rate)),
      link: optional(annotations.runbook_url ?? generatorURL),
      firedAt: startsAt,
      resolvedAt: endsAt,
      impactAt: moment.parse(annotations.impact_at ?? null),
    })) ?? null
  )
}

function readGeneric(body: unknown, known: Known): ReportedAlert[] | null {
  const posts = z.union([z.object({ alerts: z.array(generic) }), generic]).safeParse(body).data
  if (!posts) return null
  return ('alerts' in posts ? posts.alerts : [posts]).map((post) => {
    const { title, service, environment, labels } = post
    const place = { service: service ?? '', environment: environment ?? '', severity: post.severity ?? '' }
    return {
      isFiring: post.status === 'firing',
      fingerprint: fingerprintOf(post.fingerprint, { title, ...place, ...labels }),
      title: clean(title, 300),
      summary: optional(post.summary),
      ...placeOf(known, place),
      labels: cleanLabels(labels),
      facts: factsOf(post.facts, post.errorRate ?? 0),
      link: optional(post.link),
      firedAt: post.startedAt,
      resolvedAt: post.endedAt,
      impactAt: post.impactAt,
    }
  })
}

const unreadable = (body: unknown): ReportedAlert => ({
  ...{ isFiring: true, fingerprint: 'unreadable', title: 'A post that Pilothouse cannot read' },
  ...{ service: null, environment: null, severity: null, labels: {}, facts: [], link: null },
  ...{ firedAt: null, resolvedAt: null, impactAt: null },
  summary: clean(JSON.stringify(body) ?? 'nothing', longestText),
})

/** What the configuration does not know stays among the labels. */
function placeOf({ services, environments, incidents }: Known, labels: Readonly<Record<string, string>>) {
  const { service = '', environment = '', severity = '' } = labels
  const isNamed = ({ name, aliases = [] }: { name: string; aliases?: string[] }) =>
    [name, ...aliases].includes(environment)
  return {
    service: services.find(({ name }) => name === service)?.name ?? null,
    environment: environments.find(isNamed)?.name ?? null,
    severity: findSeverity(incidents, severity)?.level ?? null,
  }
}

/** Percent. More than this is told at once. */
const tooManyErrors = 5

function factsOf(named: readonly string[], errorRate: number): PageFact[] {
  return pageFacts.filter((fact) => named.includes(fact) || (fact === 'errors' && errorRate > tooManyErrors))
}

function fingerprintOf(given: string | null | undefined, labels: Readonly<Record<string, string>>): string {
  if (given) return clean(given, 200)
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 32)
}

/** Postgres takes neither a zero character nor half of one. */
const clean = (foreign: string, max = longestText): string =>
  foreign.replaceAll('\u0000', '').slice(0, max).toWellFormed()

const optional = (foreign: string | null | undefined): string | null =>
  foreign ? clean(foreign) || null : null

const cleanLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, mostLabels)
      .map(([name, value]) => [clean(name, 100), clean(value, 200)]),
  )
