import type { ItemStanding, ReadinessCheck } from '../../domain/status/readiness.ts'
import type { Deps } from '../../ports.ts'
import { lastProofs } from '../../store/status/proofs.ts'
import { onCall } from '../paging/on-call.ts'
import { surveyVariables } from '../planning/variables.ts'

const dayMs = 86_400_000

const met = (why: string): ItemStanding => ({ is: 'met', why })
const missing = (why: string): ItemStanding => ({ is: 'missing', why })

/** How each thing that can be found out stands. Each throws `UpstreamError` where nobody can tell. */
export const lookUp: Record<ReadinessCheck, (deps: Deps, within: number) => Promise<ItemStanding>> = {
  'checks-configured': async ({ config }) => {
    const { production } = config.incidents
    const services = config.services.filter(({ environments }) =>
      production.some((name) => name in environments),
    )
    const bare = services.filter(({ name }) => !config.checks.some(({ service }) => service === name))
    return bare.length > 0
      ? missing(`no check is about ${bare.map(({ name }) => name).join(', ')}`)
      : met(`${config.checks.length} checks`)
  },
  'alerts-configured': async ({ config }) => {
    const hooks = Object.keys(config.alerts.hooks).length
    if (hooks === 0 && config.checks.length === 0) return missing('no check and no hook raises any')
    return config.incidents.escalation.some(({ about }) => about === 'alerts')
      ? met('a rule of escalation is about them')
      : missing('no rule of incidents.escalation is about alerts')
  },
  'on-call-covered': async (deps) => {
    const people = await onCall(deps, deps.now())
    return people.length > 0 ? met(`${people.length} on call now`) : missing('nobody is on call now')
  },
  'runbooks-present': async ({ config, db }) => {
    if (config.incidents.runbooks === null) return missing('incidents.runbooks names no repository')
    const { runbooks } = await lastProofs(db, [])
    return runbooks > 0
      ? met(`${runbooks} read`)
      : { is: 'unknown', why: 'they are read when the first incident is declared' }
  },
  'rollback-proven': async ({ config, db, now }, within) => {
    const { rollback, drill } = await lastProofs(db, config.incidents.production)
    const since = now().getTime() - within
    if (rollback && rollback.getTime() >= since) return met('a rollback was verified')
    if (drill && drill.getTime() >= since) return met('a drill was held to its end')
    return missing(`no rollback was verified and no drill was held in ${Math.round(within / dayMs)} days`)
  },
  'variables-present': async (deps) => {
    const places = await surveyVariables(deps, null)
    const unknown = places.find((place) => place.unknown !== null)?.unknown
    if (unknown) return { is: 'unknown', why: unknown }
    const { production } = deps.config.incidents
    const gone = places.flatMap(({ service, environment, facts }) =>
      production.includes(environment) ? (facts?.missing ?? []).map((name) => `${name} of ${service}`) : [],
    )
    return gone.length > 0 ? missing(`missing: ${gone.slice(0, 5).join(', ')}`) : met('none is missing')
  },
}
