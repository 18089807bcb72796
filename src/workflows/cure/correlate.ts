import { UpstreamError } from '../../domain/errors.ts'
import {
  type Correlation,
  correlate,
  type SourceSeen,
  type Span,
  spansAround,
} from '../../domain/incident/correlation.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { FunctionsService, ServicePolicy, VercelService } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { listWatched } from '../../store/deployment/watched-errors.ts'
import { beganAt, changesSince } from './suspicion.ts'

const usualMs = 30 * 60_000

/**
 * Asks every source of errors about the time around an incident's beginning. One that can't be asked is in the answer as
 * unknown, with why; none stops the others.
 */
export async function correlateErrors(
  deps: Deps,
  incident: Incident,
  windowMs: number = usualMs,
): Promise<Correlation> {
  const spans = spansAround(beganAt(incident), windowMs, deps.now())
  const { affects } = incident
  const places = deps.config.incidents.production.flatMap((environment) =>
    deps.config.services
      .filter(({ name, environments }) => isMeant(name, affects) && Object.hasOwn(environments, environment))
      .map((service) => ({ service, environment })),
  )
  const [sources, changes] = await Promise.all([
    Promise.all(places.map((place) => seenOf(deps, place, spans))),
    changesSince(deps, spans[0]?.from ?? deps.now()),
  ])
  return correlate({ spans, sources: [...sources, database], changes, affects })
}

const isMeant = (name: string, affects: readonly string[]): boolean =>
  affects.length === 0 || affects.includes(name)

const database: SourceSeen = {
  source: 'database',
  is: 'unknown',
  because: 'Pilothouse has no check of the database yet',
}

type Place<Service = ServicePolicy> = { service: Service; environment: string }

async function seenOf(deps: Deps, { service, environment }: Place, spans: Span[]): Promise<SourceSeen> {
  const source = `${service.name} on ${environment}`
  try {
    switch (service.kind) {
      case 'supabase-functions':
        return await functionErrors(deps, { service, environment }, spans)
      case 'vercel':
        return await watchedErrors(deps, { service, environment }, spans)
      case 'github-actions':
        return { source, is: 'unknown', because: 'GitHub Actions knows no errors of what it deployed' }
    }
  } catch (error) {
    if (error instanceof UpstreamError) return { source, is: 'unknown', because: error.message }
    throw error
  }
}

/** Supabase's log counts calls and errors by version, in each part of the window by itself. */
async function functionErrors(
  deps: Deps,
  { service, environment }: Place<FunctionsService>,
  spans: Span[],
): Promise<SourceSeen> {
  const source = `${service.name} on ${environment}`
  const project = service.environments[environment]?.project
  if (project === undefined) return { source, is: 'unknown', because: 'it has no project there' }
  const ours = new Set(service.functions.map(({ slug }) => slug))
  const counts = await Promise.all(
    spans.map(async ({ from, to }) =>
      (await deps.functionHost.traffic(project, from, to)).filter(({ slug }) => ours.has(slug)),
    ),
  )
  const failing = counts.flat().filter(({ errors }) => errors > 0)
  return {
    ...{ source, is: 'seen' },
    versions: [...new Set(failing.map(({ slug, version }) => `${slug} v${version}`))],
    calls: counts.map((some) => sum(some.map(({ calls }) => calls))),
    errors: counts.map((some) => sum(some.map(({ errors }) => errors))),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** A site is called while a release is watched, and now; about the rest of the time nobody knows. */
async function watchedErrors(
  deps: Deps,
  { service, environment }: Place<VercelService>,
  spans: Span[],
): Promise<SourceSeen> {
  const source = `${service.name} on ${environment}`
  const whole = { from: spans[0]?.from ?? deps.now(), to: spans.at(-1)?.to ?? deps.now() }
  const samples = await listWatched(deps.db, { service: service.name, environment }, whole)
  if (samples.length === 0) {
    const now = await answersNow(deps, service.environments[environment]?.url)
    return { source, is: 'unknown', because: `no release was watched in that time; ${now}` }
  }
  const within = ({ from, to }: Span) => samples.filter(({ at }) => from <= at && at < to)
  const failing = samples.filter(({ isError }) => isError)
  return {
    ...{ source, is: 'seen' },
    versions: [...new Set(failing.map(({ deployment }) => `deployment ${deployment}`))],
    calls: spans.map((span) => within(span).length),
    errors: spans.map((span) => within(span).filter(({ isError }) => isError).length),
  }
}

const patienceMs = 5000

async function answersNow(deps: Deps, url: string | undefined): Promise<string> {
  if (url === undefined) return 'its address is not known'
  try {
    const { status, latencyMs } = await deps.probe(url, patienceMs)
    return `now it answers ${status} in ${Math.round(latencyMs)} ms`
  } catch (error) {
    if (error instanceof UpstreamError) return 'now it does not answer'
    throw error
  }
}
