import { parseDuration } from '../domain/duration.ts'
import { checkAlerts } from './alert-references.ts'
import { checkChecks } from './check-references.ts'
import { checkCure } from './cure-references.ts'
import { checkDrills } from './drill-references.ts'
import { checkFreezes } from './freeze-references.ts'
import { checkGate, checkRotation } from './gate-references.ts'
import { checkMeasured } from './measured-references.ts'
import { checkObjectives } from './objective-references.ts'
import { checkStatusPage } from './page-references.ts'
import { checkPaging } from './paging-references.ts'
import { checkPeople } from './people-references.ts'
import { checkPostmortem } from './postmortem-references.ts'
import { checkReadiness } from './readiness-references.ts'
import { didYouMean, lineOf } from './sentences.ts'
import { defaultNudgeMs, severityDefaults } from './severities.ts'
import { commandWith } from './taken-words.ts'
import { checkTargets } from './target-references.ts'
import { type ConfigTree, type Problem, pathText } from './tree.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/**
 * What the schema cannot see: whether the parts of the file fit each other. It looks at the values as read, and passes
 * over what the schema refuses, so that both kinds of problems are told at once.
 */
export function referenceProblems(tree: ConfigTree): Problem[] {
  const problems: Problem[] = []
  const report: Report = (path, words) => {
    problems.push({ line: lineOf(path, tree), words: `${pathText(path)} ${words}` })
  }
  const file = groupOf(tree.value)
  checkPeople(file, report)
  checkAlerts(file, report)
  checkEnvironments(groupOf(file.environments), report)
  checkServices(file, report)
  checkSeverities(groupOf(file.incidents), report)
  checkCure(file, levelsOf(groupOf(file.incidents)), report)
  checkFlags(file, report)
  checkIntegrations(file, report)
  checkFreezes(file, report)
  checkPaging(file, report)
  checkChecks(file, report)
  checkMeasured(file, report)
  checkStatusPage(file, report)
  checkObjectives(file, report)
  checkReadiness(file, report)
  return problems
}

function checkFlags(file: Group, report: Report): void {
  const environments = Object.keys(groupOf(file.environments))
  for (const name of Object.keys(groupOf(file.flags)))
    if (!environments.includes(name)) report(['flags', name], unknownEnvironment(name, environments))
}

function checkIntegrations(file: Group, report: Report): void {
  const environments = Object.keys(groupOf(file.environments))
  for (const [name, integration] of Object.entries(groupOf(file.integrations))) {
    const { environment, switch: by } = groupOf(integration)
    if (typeof environment !== 'string') continue
    if (!environments.includes(environment))
      report(
        ['integrations', name, 'environment'],
        `is ${JSON.stringify(environment)}, which ${unknownEnvironment(environment, environments)}`,
      )
    else if ('flag' in groupOf(by) && !Object.hasOwn(groupOf(file.flags), environment))
      report(
        ['integrations', name, 'switch'],
        `is a flag, but flags does not say where those of ${environment} are kept; add it there.`,
      )
  }
}

function checkEnvironments(environments: Group, report: Report): void {
  checkAliases('environments', environments, 'environment', report)
  for (const [name, environment] of Object.entries(environments)) {
    checkGate(name, groupOf(environment), report)
    const approvals = groupOf(groupOf(environment).approvals)
    const path = ['environments', name, 'approvals']
    const required = approvals.required
    const listed = new Set(textsIn(approvals.users)).size
    if (typeof required !== 'number' || required === 0 || approvals.group) continue
    if (listed === 0) {
      report(
        path,
        `asks for ${approvalsText(required)}, but names nobody who can give them; add group or users.`,
      )
    } else if (required > listed) {
      report(
        path,
        `asks for ${approvalsText(required)}, but lists ${listed === 1 ? 'one person' : `${listed} people`}; list more, or name a group.`,
      )
    }
  }
}

function checkServices(file: Group, report: Report): void {
  const environments = groupOf(file.environments)
  const canonical = new Map(
    Object.entries(environments).flatMap(([name, value]) =>
      aliasesOf(value).map((alias) => [alias, name] as const),
    ),
  )
  for (const [name, service] of Object.entries(groupOf(file.services))) {
    const command = commandWith(name)
    if (command)
      report(['services', name], `has a name that ${command} uses as a command; call it something else.`)
    checkStages(name, groupOf(service), report)
    checkRotation(name, groupOf(service), report)
    for (const environment of Object.keys(groupOf(groupOf(service).environments))) {
      if (Object.hasOwn(environments, environment)) continue
      const path = ['services', name, 'environments', environment]
      const meant = canonical.get(environment)
      if (meant) report(path, `is an alias here; write its name, ${meant}.`)
      else report(path, unknownEnvironment(environment, Object.keys(environments)))
    }
  }
}

/** Vercel divides production's visitors only, and between two stages the watch decides. */
function checkStages(name: string, service: Group, report: Report): void {
  for (const [environment, place] of Object.entries(groupOf(service.environments))) {
    const { stages, target } = groupOf(place)
    if (!Array.isArray(stages) || stages.length === 0) continue
    const path = ['services', name, 'environments', environment, 'stages']
    if (target === 'preview') report(path, 'are for target: production only; remove them here.')
    else if (service.watch === 'none')
      report(path, 'need a watch, which judges each of them; remove them, or watch: none.')
  }
}

function unknownEnvironment(environment: string, known: string[]): string {
  const rest = known.length > 0 ? `known environments: ${known.join(', ')}` : 'add it under environments'
  return `is not among the environments; ${rest}${didYouMean(environment, known)}.`
}

const levelsOf = ({ severities }: Group): string[] => {
  const own = Object.keys(groupOf(severities))
  return own.length > 0 ? own : Object.keys(severityDefaults)
}

function checkSeverities(incidents: Group, report: Report): void {
  const severities = groupOf(incidents.severities)
  const levels = Object.keys(severities).length > 0 ? severities : severityDefaults
  checkAliases('incidents.severities', severities, 'severity', report)
  for (const [level, severity] of Object.entries(severities)) {
    if (Object.hasOwn(severityDefaults, level) || groupOf(severity).updateEvery !== undefined) continue
    report(
      ['incidents', 'severities', level, 'updateEvery'],
      'is missing; it must be a duration such as 15m, or none.',
    )
  }
  const chosen = incidents.defaultSeverity
  if (typeof chosen === 'string' && !Object.hasOwn(levels, chosen)) {
    const known = Object.keys(levels)
    report(
      ['incidents', 'defaultSeverity'],
      `is ${JSON.stringify(chosen)}; it must be one of ${known.join(', ')}${didYouMean(chosen, known)}.`,
    )
  }
  checkNudge(incidents, levels, report)
  checkPostmortem(incidents, Object.keys(levels), report)
  checkTargets(incidents, Object.keys(levels), report)
  checkDrills(incidents, Object.keys(levels), report)
}

function checkNudge(incidents: Group, levels: Group, report: Report): void {
  const nudgeMs = durationIn(incidents.nudgeBefore) ?? defaultNudgeMs
  for (const [level, severity] of Object.entries(levels)) {
    const updateMs = durationIn(groupOf(severity).updateEvery)
    if (updateMs === undefined || updateMs > nudgeMs) continue
    const path =
      incidents.nudgeBefore === undefined
        ? ['incidents', 'severities', level, 'updateEvery']
        : ['incidents', 'nudgeBefore']
    const shown = incidents.nudgeBefore === undefined ? '3m, unless set' : String(incidents.nudgeBefore)
    report(
      path,
      `leaves no time between updates of ${level}: the reminder (nudgeBefore, ${shown}) must be shorter than updateEvery.`,
    )
    return
  }
}

/** Names and aliases are typed by people, who must not get something else than they meant. */
function checkAliases(where: string, groups: Group, what: string, report: Report): void {
  const owners = new Map(Object.keys(groups).map((name) => [name.toLowerCase(), name]))
  for (const [name, value] of Object.entries(groups)) {
    aliasesOf(value).forEach((alias, index) => {
      const path = [...where.split('.'), name, 'aliases', index]
      const owner = owners.get(alias.toLowerCase())
      if (owner)
        report(
          path,
          `is ${JSON.stringify(alias)}, which already stands for the ${what} ${owner}; choose another word.`,
        )
      else owners.set(alias.toLowerCase(), name)
    })
  }
}

function approvalsText(count: number): string {
  return count === 1 ? 'one approval' : `${count} approvals`
}

function aliasesOf(value: unknown): string[] {
  return textsIn(groupOf(value).aliases)
}

function durationIn(value: unknown): number | undefined {
  return typeof value === 'string' ? parseDuration(value) : undefined
}
