import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AlertHook } from '../../domain/alert/hook.ts'
import { type AlertLevel, alertLevels } from '../../domain/check/check.ts'
import { findSeverity } from '../../domain/incident/severity.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import type { PageFact } from '../../domain/paging/page.ts'
import { pageFacts, tooManyErrors } from '../../domain/paging/page.ts'
import type { TeamConfig } from '../../domain/policy.ts'

export type Known = Pick<TeamConfig, 'services' | 'environments' | 'incidents'>

/** A post as it came; `event` is what its header says it tells of, where its source says so there. */
export type Post = { body: unknown; event: string | null }

/** What a post tells: nothing where that is no news, and null where its shape is not known. */
export type Reader = (post: Post, known: Known, hook: AlertHook) => ReportedAlert[] | null

const longestText = 2000
const mostLabels = 40

export const text = z.string()
const word = z.union([text, z.number(), z.boolean()]).transform(String)
export const words = z.record(text, word).catch({})
/** A text that may be missing, or be a number. */
export const optionalWord = word.nullish().catch(null)

export const moment = z
  .union([text, z.number()])
  .transform((written) => new Date(written))
  // Alertmanager writes the year 1 for a time that is not known.
  .transform((at) => (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000 ? null : at))
  .nullable()
  .catch(null)

/** Whatever a source says; the rest is as for an alert of which nobody says more. */
type Said = Pick<ReportedAlert, 'isFiring' | 'fingerprint' | 'title' | 'level' | 'name'> & {
  [Part in keyof ReportedAlert]?: ReportedAlert[Part] | undefined
}

/** An alert with its foreign words made harmless for storing. */
export function reported({ fingerprint, title, name, ...said }: Said): ReportedAlert {
  const { summary, link, labels = {} } = said
  return {
    ...{ service: null, environment: null, severity: null, facts: [], runbook: null },
    ...{ firedAt: null, resolvedAt: null, impactAt: null },
    ...said,
    fingerprint: clean(fingerprint, 200),
    name: clean(name, 100),
    title: clean(title, 300) || 'An alert without a title',
    summary: optional(summary),
    link: optional(link),
    labels: cleanLabels(labels),
  }
}

type Place = { service?: string | null; environment?: string | null; severity?: string | null }

/** What the configuration does not know stays among the labels. */
export function placeOf({ services, environments, incidents }: Known, place: Place) {
  const severity = place.severity ?? ''
  const isNamed = ({ name, aliases = [] }: { name: string; aliases?: string[] }) =>
    [name, ...aliases].includes(place.environment ?? '')
  const known = findSeverity(incidents, severity)
  return {
    service: services.find(({ name }) => name === place.service)?.name ?? null,
    environment: environments.find(isNamed)?.name ?? null,
    severity: known?.level ?? null,
    level: levelOf(severity) ?? (known ? (known.pages ? 'critical' : 'warning') : 'critical'),
  } as const
}

const levelWords: Record<Exclude<AlertLevel, 'critical'>, readonly string[]> = {
  warning: ['warn', 'medium', 'moderate'],
  info: ['low', 'notice', 'debug', 'none', 'informational', 'note'],
}

/** Null for a word that says nothing here; whatever nobody can place is taken to be grave. */
function levelOf(given: string): AlertLevel | null {
  const lower = given.toLowerCase()
  const named = alertLevels.find((level) => level === lower)
  if (named) return named
  return (['warning', 'info'] as const).find((level) => levelWords[level].includes(lower)) ?? null
}

export function factsOf(named: readonly string[], errorRate: number): PageFact[] {
  return pageFacts.filter((fact) => named.includes(fact) || (fact === 'errors' && errorRate > tooManyErrors))
}

export function fingerprintOf(
  given: string | null | undefined,
  labels: Readonly<Record<string, string>>,
): string {
  if (given) return given
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

/** The one service that is made of this repository; null where that is none or several. */
export function serviceOf({ services }: Known, isMeant: (service: Known['services'][number]) => boolean) {
  const found = services.filter(isMeant)
  return found.length === 1 ? (found[0]?.name ?? null) : null
}
