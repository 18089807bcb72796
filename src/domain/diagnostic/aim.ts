import { parseDuration } from '../duration.ts'
import type { FunctionsService, ServicePolicy, TeamConfig } from '../policy.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { closest } from '../suggestion.ts'
import type { DiagnosticName, DiagnosticQuestion } from './diagnostic.ts'

type Needs = {
  /** Null where any will do. */
  kind: ServicePolicy['kind'] | null
  /** What may be named beside the place. */
  argument: 'time' | 'function' | 'database' | null
}

const needs: Record<DiagnosticName, Needs> = {
  logs: { kind: 'supabase-functions', argument: 'time' },
  function: { kind: 'supabase-functions', argument: 'function' },
  rls: { kind: 'supabase-functions', argument: 'database' },
  'anon-key': { kind: 'vercel', argument: null },
  vercel: { kind: 'vercel', argument: null },
  supabase: { kind: 'supabase-functions', argument: null },
  ci: { kind: null, argument: null },
}

type Known = Pick<TeamConfig, 'services' | 'databases' | 'environments' | 'incidents'>

/** What is looked into first where only the service is named. */
export const firstLook: Record<ServicePolicy['kind'], DiagnosticName> = {
  vercel: 'vercel',
  'supabase-functions': 'logs',
  'github-actions': 'ci',
}

/** Longer than this, Supabase's log answers no question. */
const longestMs = 24 * 3_600_000
const usualTime = '30m'

/** What is left out becomes what is usual: the only service that fits, production, the last 30 minutes. */
export function aimDiagnostic(asked: DiagnosticQuestion, config: Known): DiagnosticQuestion | Refusal {
  const { kind } = needs[asked.name]
  const fitting = config.services.filter((service) => kind === null || service.kind === kind)
  const service = chooseService(asked, fitting)
  if (isRefusal(service)) return service
  const environment = chooseEnvironment(asked, service, config)
  if (isRefusal(environment)) return environment
  const argument = chooseArgument(asked, service, config)
  return isRefusal(argument) ? argument : { name: asked.name, service: service.name, environment, argument }
}

function chooseService(
  { name, service, environment }: DiagnosticQuestion,
  fitting: readonly ServicePolicy[],
): ServicePolicy | Refusal {
  const known = fitting.map((one) => one.name)
  const named = fitting.find((one) => one.name === service)
  if (named) return named
  if (service !== null)
    return { refused: 'unknown-word', what: 'service', given: service, known, suggestion: undefined }
  const [first, ...others] = fitting
  if (first && (others.length === 0 || needs[name].kind !== null)) return first
  return {
    refused: 'missing-words',
    command: `/status diagnose ${name}`,
    missing: known.length === 0 ? 'a service of that kind in pilothouse.yml' : 'the name of a service',
    example: `/status diagnose ${name} ${known[0] ?? 'web'} ${environment ?? 'production'}`,
  }
}

function chooseEnvironment(
  { environment }: DiagnosticQuestion,
  { name, environments }: ServicePolicy,
  { incidents }: Known,
): string | Refusal {
  const known = Object.keys(environments)
  if (environment !== null && !known.includes(environment))
    return { refused: 'service-not-in-environment', service: name, environment, known }
  const usual = incidents.production.find((one) => known.includes(one)) ?? known[0]
  return (
    environment ?? usual ?? { refused: 'service-not-in-environment', service: name, environment: '', known }
  )
}

function chooseArgument(
  { name, argument }: DiagnosticQuestion,
  service: ServicePolicy,
  { databases }: Known,
): string | null | Refusal {
  switch (needs[name].argument) {
    case 'time':
      return chooseTime(argument ?? usualTime)
    case 'function':
      return chooseFunction(argument, service)
    case 'database':
      return chooseDatabase(argument, Object.keys(databases))
    case null:
      return argument === null ? null : unexpected(name, argument)
  }
}

function chooseTime(given: string): string | Refusal {
  const ms = parseDuration(given)
  return ms !== undefined && ms <= longestMs
    ? given
    : {
        ...{ refused: 'missing-words', command: '/status diagnose logs' },
        ...{ missing: 'a time of at most 24h, such as 30m or 2h', example: '/status diagnose logs 2h' },
      }
}

function chooseFunction(given: string | null, service: ServicePolicy): string | Refusal {
  const known = service.kind === 'supabase-functions' ? slugsOf(service) : []
  if (given !== null && known.includes(given)) return given
  if (given !== null) {
    const suggestion = closest(given, known)
    return { refused: 'unknown-word', what: 'function', given, known, suggestion }
  }
  return {
    refused: 'missing-words',
    command: '/status diagnose function',
    missing: 'the name of a function',
    example: `/status diagnose function ${known[0] ?? 'checkout'}`,
  }
}

const slugsOf = ({ functions }: FunctionsService): string[] => functions.map(({ slug }) => slug)

function chooseDatabase(given: string | null, known: string[]): string | Refusal {
  const [first] = known
  if (given !== null && !known.includes(given)) {
    const suggestion = closest(given, known)
    return { refused: 'unknown-word', what: 'database', given, known, suggestion }
  }
  const chosen = given ?? first
  if (chosen !== undefined) return chosen
  return {
    refused: 'missing-words',
    command: '/status diagnose rls',
    missing: 'a database under databases: in pilothouse.yml',
    example: '/status diagnose rls shop',
  }
}

const unexpected = (name: DiagnosticName, given: string): Refusal => ({
  refused: 'missing-words',
  command: `/status diagnose ${name}`,
  missing: `a service and an environment, and not “${given}”`,
  example: `/status diagnose ${name} production`,
})
