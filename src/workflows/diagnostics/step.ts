import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { FunctionsService, VercelService } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'

/** A part of a diagnostic: one read, which may be taken again. Throws `UpstreamError` where nobody can look. */
export type Step = {
  /** Tells it from the others of its diagnostic, for ever. */
  name: string
  title: string
  look: (deps: Deps, question: DiagnosticQuestion) => Promise<Seen>
}

export const seen = (...findings: Evidence[]): Seen => ({ findings, tables: [] })

type NotThere = { what: string; is: 'unknown'; why: string; fix: string | null }

/** What a look says where pilothouse.yml changed since it was asked for. */
export const gone: NotThere = {
  ...{ what: 'What was asked about', is: 'unknown' },
  why: 'It is no longer in pilothouse.yml.',
  fix: 'Ask again, with a service that is there.',
}

type FunctionsPlace = { service: FunctionsService; project: string; environment: string }

/** The functions and their project; null where pilothouse.yml has no such place. */
export function functionsAt(
  { config }: Pick<Deps, 'config'>,
  { service, environment }: DiagnosticQuestion,
): FunctionsPlace | null {
  const found = config.services.find(({ name }) => name === service)
  if (found?.kind !== 'supabase-functions' || environment === null) return null
  const project = found.environments[environment]?.project
  return project === undefined ? null : { service: found, project, environment }
}

type SitePlace = {
  service: VercelService
  environment: string
  place: VercelService['environments'][string]
}

export function siteAt(
  { config }: Pick<Deps, 'config'>,
  { service, environment }: DiagnosticQuestion,
): SitePlace | null {
  const found = config.services.find(({ name }) => name === service)
  if (found?.kind !== 'vercel' || environment === null) return null
  const place = found.environments[environment]
  return place === undefined ? null : { service: found, environment, place }
}
