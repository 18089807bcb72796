import type { CheckNow } from '../../domain/check/check-now.ts'
import { withChecks } from '../../domain/check/place-health.ts'
import type { Health, HealthCheck } from '../../domain/incident/health.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { ServicePolicy, TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { callOnce } from '../functions/call-functions.ts'
import { probeOne } from '../rollout/probes.ts'
import { smokeOrFrontPage } from '../rollout/watch-frontend.ts'
import { surveyChecks } from '../status/survey-checks.ts'

/** A person may be waiting for the answer, and Slack for the form's. */
const patienceMs = 1500

/**
 * Calls whatever the incident affects the way its smoke tests do, sites and functions in production, and takes what the
 * checks about it saw lately. What neither can tell is unknown, and never green.
 */
export async function lookAtHealth(deps: Deps, incident: Pick<Incident, 'affects'>): Promise<Health> {
  const isNamed = incident.affects.length > 0
  const services = deps.config.services.filter(({ name }) => !isNamed || incident.affects.includes(name))
  const seen = await surveyChecks(deps)
  const checks = await Promise.all(services.flatMap((service) => checksOf(deps, service, seen)))
  return { at: deps.now(), isNamed, checks }
}

function checksOf(deps: Deps, service: ServicePolicy, seen: readonly CheckNow[]): Promise<HealthCheck>[] {
  return productionOf(deps.config, service).map(async (environment) => {
    const place = { service: service.name, environment }
    const why = await troubleOf(deps, service, environment)
    const about = seen.filter(
      (check) => check.service === service.name && (check.environment ?? environment) === environment,
    )
    return { ...place, ...withChecks(why ?? { is: 'green' }, about) }
  })
}

/** Where its users are: the environment of that name, else every one that needs approval. */
function productionOf({ environments }: TeamConfig, service: ServicePolicy): string[] {
  const places = environments.filter(({ name }) => Object.hasOwn(service.environments, name))
  const named = places.filter(({ name, aliases }) => [name, ...aliases].includes('production'))
  const approved = places.filter(({ approvals }) => approvals.required > 0)
  const found = [named, approved, places].find((some) => some.length > 0) ?? []
  return found.map(({ name }) => name)
}

type Trouble = { is: 'red' | 'unknown'; why: string }

async function troubleOf(deps: Deps, service: ServicePolicy, environment: string): Promise<Trouble | null> {
  switch (service.kind) {
    case 'vercel': {
      const url = service.environments[environment]?.url
      return url === undefined ? notAskable : await siteTrouble(deps, url, service)
    }
    case 'supabase-functions': {
      const project = service.environments[environment]?.project
      return project === undefined || service.smoke.length === 0
        ? { is: 'unknown', why: 'it has no smoke tests to call it by' }
        : await functionsTrouble(deps, project, service)
    }
    case 'github-actions':
      return notAskable
  }
}

const notAskable: Trouble = { is: 'unknown', why: 'nothing about it can be called from here' }

type Service<Kind> = Extract<ServicePolicy, { kind: Kind }>

async function siteTrouble(deps: Deps, url: string, service: Service<'vercel'>): Promise<Trouble | null> {
  const probed = await Promise.all(
    smokeOrFrontPage(service.smoke).map((test) =>
      probeOne(deps, url, { ...test, within: Math.min(test.within, patienceMs) }),
    ),
  )
  return firstOf(probed.map(({ trouble }) => trouble))
}

async function functionsTrouble(
  deps: Deps,
  project: string,
  service: Service<'supabase-functions'>,
): Promise<Trouble | null> {
  const called = service.smoke.map((test) =>
    callOnce(deps, project, { ...test, within: Math.min(test.within, patienceMs) }),
  )
  return firstOf(await Promise.all(called))
}

function firstOf(troubles: readonly (string | null)[]): Trouble | null {
  const why = troubles.find((trouble) => trouble !== null)
  return why === undefined || why === null ? null : { is: 'red', why }
}
