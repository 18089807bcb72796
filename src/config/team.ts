import { readFileSync } from 'node:fs'
import type { IncidentPolicy } from '../domain/incident/incident-policy.ts'
import type { EnvironmentPolicy, ServicePolicy, TeamConfig } from '../domain/policy.ts'
import { createRedactor, secretsOf } from '../redact.ts'
import { alertsFrom } from './alerts.ts'
import { drillsFrom } from './drills.ts'
import { escalationFrom } from './escalation.ts'
import { databasesFrom } from './health.ts'
import { capacitiesFrom, costsFrom } from './measured.ts'
import { onCallFrom } from './on-call.ts'
import { postmortemFrom } from './postmortem.ts'
import { readinessFrom } from './readiness.ts'
import { referenceProblems } from './references.ts'
import { rolesFrom } from './roles.ts'
import { diagnosticsFrom } from './schema/diagnostics.ts'
import { type TeamFile, teamFile } from './schema.ts'
import { exposedSecrets } from './secrets.ts'
import { problemsFrom } from './sentences.ts'
import { severitiesFrom } from './severities.ts'
import { pageFrom } from './status-page.ts'
import { type Problem, readTree } from './tree.ts'

/** What was read, or everything that is wrong with it, each one sentence. */
export type Reading<Value> = { ok: Value } | { problems: string[] }
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads a team's configuration from YAML. `file` is only named in the sentences; `env` fills `${NAME}`. All problems come
 * at once, in the order of their lines, and never hold a value of a secret variable.
 */
export function readTeamConfig(text: string, file: string, env: Variables): Reading<TeamConfig> {
  const redact = createRedactor(secretsOf(env))
  const tree = readTree(text, env, redact)
  if (tree.value === undefined || tree.value === null)
    return { problems: told(emptyOr(tree.problems), file, redact) }
  const parsed = teamFile.safeParse(tree.value)
  const problems = [
    ...tree.problems,
    ...(parsed.success ? [] : problemsFrom(parsed.error.issues, tree)),
    ...referenceProblems(tree),
    ...exposedSecrets(tree),
  ]
  if (problems.length > 0 || !parsed.success) return { problems: told(problems, file, redact) }
  return { ok: assemble(parsed.data) }
}

/** Like `readTeamConfig`, from a file; one that can't be read is a problem too. */
export function readTeamConfigFile(file: string, env: Variables): Reading<TeamConfig> {
  try {
    return readTeamConfig(readFileSync(file, 'utf8'), file, env)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code !== 'string') throw error
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    return {
      problems: [`${file} ${why}; put your configuration there, or set PILOTHOUSE_CONFIG to where it is.`],
    }
  }
}

function emptyOr(problems: Problem[]): Problem[] {
  const empty = {
    line: 1,
    words: 'the file is empty; it must at least hold team, channels, environments and services.',
  }
  return problems.length > 0 ? problems : [empty]
}

function told(problems: Problem[], file: string, redact: (text: string) => string): string[] {
  const sentences = problems
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, words }) => redact(`${file}:${line}: ${words}`).replaceAll(/\p{Cc}/gu, ' '))
  return [...new Set(sentences)]
}

function assemble(file: TeamFile): TeamConfig {
  return {
    team: file.team,
    channels: file.channels,
    people: file.people,
    environments: Object.entries(file.environments).map(
      ([name, environment]): EnvironmentPolicy => ({
        ...environment,
        name,
        channel: environment.channel ?? file.channels.deployments,
      }),
    ),
    services: Object.entries(file.services).map(([name, service]) => assembleService(name, service)),
    incidents: incidentsFrom(file),
    timeZone: file.timeZone,
    freezes: file.freezes.map((freeze) => ({ ...freeze, timeZone: freeze.timeZone ?? file.timeZone })),
    flags: file.flags,
    databases: databasesFrom(file.databases),
    objectives: file.objectives,
    readiness: readinessFrom(file.readiness),
    checks: Object.entries(file.checks).map(([name, check]) => ({ ...check, name })),
    diagnostics: diagnosticsFrom(file.diagnostics),
    statusPage: pageFrom(file),
    capacities: capacitiesFrom(file.capacity),
    costs: costsFrom(file.cost),
    alerts: alertsFrom(file),
    integrations: Object.entries(file.integrations).map(([name, integration]) => ({ ...integration, name })),
  }
}

/** A function's file is where Supabase's own tools put it, unless the configuration says otherwise. */
function assembleService(name: string, service: TeamFile['services'][string]): ServicePolicy {
  if (service.kind !== 'supabase-functions') return { ...service, name }
  const functions = Object.entries(service.functions).map(([slug, policy]) => ({
    ...policy,
    slug,
    entrypoint: policy.entrypoint ?? `supabase/functions/${slug}/index.ts`,
  }))
  return { ...service, name, functions }
}

/** Those that are called so; else the last one, since most teams list what comes first. */
function productionAmong(environments: TeamFile['environments']): string[] {
  const names = Object.entries(environments).map(([name, { aliases }]) => ({
    name,
    words: [name, ...aliases],
  }))
  const called = names.filter(({ words }) =>
    words.some((word) => ['production', 'prod', 'live'].includes(word)),
  )
  return (called.length > 0 ? called : names.slice(-1)).map(({ name }) => name)
}

function incidentsFrom({ incidents, environments, timeZone }: TeamFile): IncidentPolicy {
  const { severities, defaultSeverity, onCall, escalation, workingHours, roles, ...rest } = incidents
  const levels = severitiesFrom(severities)
  const p1 = levels.find(({ level }) => level === 'p1') ?? levels[0]
  const usual = defaultSeverity ?? p1?.level ?? 'p1'
  return {
    ...rest,
    severities: levels,
    defaultSeverity: usual,
    drills: drillsFrom(rest.drills, levels, usual),
    onCall: onCallFrom(onCall, timeZone),
    production: rest.production ?? productionAmong(environments),
    shortenedApproval: rest.shortenedApproval ?? levels.slice(0, 1).map(({ level }) => level),
    postmortem: postmortemFrom(rest.postmortem, levels),
    roles: rolesFrom(roles),
    escalation: escalationFrom(escalation, onCallFrom(onCall, timeZone)),
    workingHours: { ...workingHours, timeZone: workingHours.timeZone ?? timeZone },
  }
}
