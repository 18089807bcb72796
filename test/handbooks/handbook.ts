import { readFileSync } from 'node:fs'
import { readTeamConfig } from '../../src/config.ts'
import { type AlertRule, afterValue, isFiring, type RuleState } from '../../src/domain/alert/rule.ts'
import { afterLook, type CheckState, type Look, nextLookAt } from '../../src/domain/check/check.ts'
import { type DeploymentPlan, planDeployment } from '../../src/domain/deployment/plan.ts'
import type { Facts } from '../../src/domain/deployment/release.ts'
import { type Escalating, nextPage } from '../../src/domain/paging/escalation.ts'
import { type Page, targetInWords } from '../../src/domain/paging/page.ts'
import type { ServicePolicy, TeamConfig } from '../../src/domain/policy.ts'
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import { commit, liveSha, maya, planned, priya, tomas } from '../views/samples.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** A Monday, 03:00 UTC. */
const start = Date.parse('2026-11-23T03:00:00Z')
export const after = (minutes: number) => new Date(start + minutes * minute)

/** One of the configurations beside this file, with everything that it takes from the environment. */
export function handbook(name: string, env: Record<string, string> = {}): TeamConfig {
  const file = `${name}.yml`
  const reading = readTeamConfig(readFileSync(new URL(file, import.meta.url), 'utf8'), file, {
    APP_DATABASE_URL: 'postgres://reader:password-of-a-test@127.0.0.1:1/app',
    ALERT_SECRET: 'alert-secret-of-a-test',
    TEST_USER_PASSWORD: 'password-of-a-test-user',
    ...env,
  })
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.ok
}

/** The one of this name, which must be there. */
export function named<Item extends { name: string }>(items: readonly Item[], name: string): Item {
  const found = items.find((item) => item.name === name)
  if (!found) throw new Error(`There is no ${name}, only ${items.map((item) => item.name).join(', ')}.`)
  return found
}

/** What deploying this would be, asked for by Maya with a commit of hers on top of what is live. */
export function plan(
  config: TeamConfig,
  service: string,
  environment: string,
  facts: Partial<Facts> = {},
): DeploymentPlan | Refusal {
  const wanted = named(config.services, service)
  const request = {
    service: wanted,
    environment: named(config.environments, environment),
    requestedBy: maya,
    slackIdOf: () => maya,
    members: [maya, tomas, priya],
  }
  return planDeployment(request, {
    ...planned().facts,
    commits: [commit('Say what was found')],
    live: { sha: liveSha, buildId: 'dpl_live', functions: liveFunctions(wanted) },
    review: { pull: 12, approvedBy: ['tomas-o'], objectedBy: [] },
    checks: [],
    ...facts,
  })
}

const liveFunctions = (service: ServicePolicy) =>
  service.kind === 'supabase-functions'
    ? service.functions.map(({ slug, verifyJwt }) => ({ slug, verifyJwt, hash: 'abc', version: 1 }))
    : []

export function planOf(...wanted: Parameters<typeof plan>): DeploymentPlan {
  const decided = plan(...wanted)
  if (isRefusal(decided)) throw new Error(decided.refused)
  return decided
}

export const passed = (...names: string[]) => names.map((name) => ({ name, state: 'passed' as const }))

const well: Look = { is: 'up', latencyMs: 20 }
const unwell: Look = { is: 'down', latencyMs: null, why: 'it answered 503' }

/** How long after the first failed look an alert comes, in milliseconds, and after how many looks. */
export function timeToAlert(config: TeamConfig, name: string): { ms: number; looks: number } {
  const policy = named(config.checks, name)
  let state: CheckState = { standing: 'new', since: after(0), failures: 0 }
  state = afterLook(state, well, policy, after(0)).state
  const first = nextLookAt(policy, state, after(0))
  let at = first
  for (let looks = 1; looks < 99; looks += 1) {
    state = afterLook(state, unwell, policy, at).state
    if (state.standing === 'down') return { ms: at.getTime() - first.getTime(), looks }
    at = nextLookAt(policy, state, at)
  }
  throw new Error(`${name} never becomes an alert.`)
}

/** After how many minutes of this value, looked at every minute, the rule fires; null where it does not within two days. */
export function minutesToFire(rule: AlertRule, value: number): number | null {
  let state: RuleState = { standing: 'quiet', since: after(0), unknownSince: null, isMissing: false }
  for (let minutes = 0; minutes <= 2 * 24 * 60; minutes += 1) {
    state = afterValue(state, value, rule, after(minutes))
    if (isFiring(state)) return minutes
  }
  return null
}

/** Every page that goes out where nobody does anything, as "minute: rule to whom". */
export function pagesOf(
  { incidents }: TeamConfig,
  about: Partial<Escalating>,
  { minutes = 180, acknowledgedAt = Number.POSITIVE_INFINITY, from = after(0) } = {},
): string[] {
  const pages: Page[] = []
  const told: string[] = []
  for (let passed = 0; passed <= minutes; passed += 1) {
    const now = new Date(from.getTime() + passed * minute)
    for (;;) {
      const it = { ...usual, since: from, ...about, isAcknowledged: passed >= acknowledgedAt }
      const next = nextPage(it, pages, incidents.escalation, incidents.workingHours, now)
      if (!('page' in next)) break
      const { rule, step, targets, because } = next.page
      for (const target of targets)
        pages.push({
          ...{
            id: pages.length + 1,
            round: 0,
            rule,
            step,
            target,
            because,
            by: null,
            state: 'sent',
            at: now,
          },
          ...{ people: null, acknowledgedBy: null, failedBecause: null, told: null },
        })
      told.push(`${passed}: ${rule} to ${targets.map(targetInWords).join(', ')}`)
    }
  }
  return told
}

const usual: Escalating = {
  ...{ about: 'incidents', title: 'Something is wrong', isPrivate: false, severity: null, level: null },
  ...{ state: 'investigating', isPaging: false, respondWithin: null, facts: [], since: after(0) },
  ...{ round: 0, isAcknowledged: false, isActive: true },
}

/** An incident of this level, as rules of escalation see it. */
export function incidentOf({ incidents }: TeamConfig, level: string): Partial<Escalating> {
  const policy = incidents.severities.find((severity) => severity.level === level)
  if (!policy) throw new Error(`There is no level ${level}.`)
  return { severity: level, isPaging: policy.pages, respondWithin: policy.respondWithin }
}

/** An alert of this level, in the same way. */
export const alertOf = (
  { alerts }: TeamConfig,
  level: 'critical' | 'warning' | 'info',
  facts: Escalating['facts'] = [],
): Partial<Escalating> => ({
  ...{ about: 'alerts', state: null, title: 'An alert', facts },
  level: { name: level, pages: alerts.levels[level].pages },
})
