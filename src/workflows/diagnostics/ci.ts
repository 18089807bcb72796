import type { Check } from '../../domain/deployment/release.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import { type CheckKind, kindsOfChecks } from '../../domain/diagnostic/check-kinds.ts'
import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps } from '../../ports.ts'
import { compareFunctions } from './inventory.ts'
import { gone, type Step, seen } from './step.ts'

/** Whether what would be deployed now has passed, and whether the functions are where the repository has them. */
export const ciSteps: readonly Step[] = [
  { name: 'checks', title: 'Checks of the commit that would be deployed', look: lookAtChecks },
  { name: 'inventory', title: 'Deployed functions against the repository', look: lookAtInventory },
]

function placeOf({ config }: Deps, { service, environment }: DiagnosticQuestion) {
  const found = config.services.find(({ name }) => name === service)
  const place = config.environments.find(({ name }) => name === environment)
  return found && place ? { service: found, environment: place } : null
}

async function lookAtChecks(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = placeOf(deps, question)
  if (!place) return seen(gone)
  const { repository } = place.service
  const { ref, checks: policy } = place.environment
  const found = await deps.codeHost.resolve(repository, ref)
  if (!found)
    return seen({
      ...{ what: ref, is: 'trouble', why: `${repository} has no such branch` },
      fix: `Set ref of ${place.environment.name} in pilothouse.yml to a branch that is there.`,
    })
  const checks = await deps.codeHost.checks(repository, found.sha)
  const required = Array.isArray(policy) ? policy : []
  const missing = required.filter((name) => !checks.some((check) => check.name === name))
  const commit: Evidence = {
    what: 'The commit',
    is: 'ok',
    why: `${shortSha(found.sha)}, the newest of ${ref}`,
  }
  const table = {
    title: `of ${shortSha(found.sha)}`,
    columns: ['Check', 'State', 'Link'],
    rows: checks.map(({ name, state, url }) => [name, state, url ?? '']),
  }
  const findings = [
    commit,
    ...missing.map(
      (name): Evidence => ({
        ...{ what: name, is: 'trouble', why: 'it is required, and has not reported' },
        fix: 'Wait for it, or start it on GitHub.',
      }),
    ),
    ...kindsOfChecks(checks).map(kindFinding),
  ]
  return { findings, tables: [table] }
}

const kindWords = {
  lint: 'Lint',
  test: 'Tests',
  build: 'Build',
  api: 'API tests',
  other: 'Other checks',
} as const

function kindFinding({ kind, checks }: { kind: CheckKind; checks: Check[] }): Evidence {
  const what = kindWords[kind]
  const named = (state: Check['state']) =>
    checks.filter((check) => check.state === state).map(({ name }) => name)
  const [failed, pending] = [named('failed'), [...named('pending'), ...named('missing')]]
  if (failed.length > 0)
    return {
      ...{ what, is: 'trouble', why: `${failed.join(', ')} failed` },
      fix: `Mend it and push; its log: ${checks.find(({ state }) => state === 'failed')?.url ?? 'on GitHub'}`,
    }
  if (pending.length > 0)
    return { what, is: 'unknown', why: `${pending.join(', ')} has not ended`, fix: 'Look again when it has.' }
  if (checks.length > 0) return { what, is: 'ok', why: `${named('passed').join(', ')} passed` }
  const fix = 'Add one to the workflows, so that a release can rely on it.'
  return { what, is: 'warning', why: 'GitHub has no check on this commit that is called so', fix }
}

/** Those of every service of functions in the same repository. */
async function lookAtInventory(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = placeOf(deps, question)
  if (!place) return seen(gone)
  const { repository } = place.service
  const { name, ref } = place.environment
  const services = deps.config.services.flatMap((service) => {
    if (service.kind !== 'supabase-functions' || service.repository !== repository) return []
    const project = service.environments[name]?.project
    return project === undefined ? [] : [{ service, project }]
  })
  if (services.length === 0)
    return seen({ what: 'Functions', is: 'ok', why: 'none are deployed from this repository' })
  const sha = (await deps.codeHost.resolve(repository, ref))?.sha ?? null
  const compared = await Promise.all(services.map((one) => compareFunctions(deps, { ...one, sha })))
  return {
    findings: compared.flatMap(({ findings }) => findings),
    tables: compared.flatMap(({ tables }) => tables),
  }
}
