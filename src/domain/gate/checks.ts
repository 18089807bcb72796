import type { Check } from '../deployment/release.ts'
import type { ChecksPolicy } from '../policy.ts'

/** GitHub's checks with those that must pass and have not reported at all. */
export function withMissing(policy: ChecksPolicy, checks: readonly Check[]): Check[] {
  if (typeof policy === 'string') return [...checks]
  const reported = new Set(checks.map(({ name }) => name))
  const missing = policy.filter((name) => !reported.has(name))
  return [...checks, ...missing.map((name): Check => ({ name, state: 'missing' }))]
}

/** Those that must pass: all that ran, those that are named, or none where they are only shown. */
export function requiredChecks(policy: ChecksPolicy, checks: readonly Check[]): Check[] {
  if (policy === 'shown') return []
  return policy === 'required' ? [...checks] : checks.filter(({ name }) => policy.includes(name))
}

/** "2 checks: test, build (has not reported)"; null where nothing is left to wait for. */
export function awaitedChecks(policy: ChecksPolicy, checks: readonly Check[]): string | null {
  const required = requiredChecks(policy, checks)
  const names = required.flatMap(({ name, state }) => {
    if (state === 'pending') return [name]
    return state === 'missing' ? [`${name} (has not reported)`] : []
  })
  const distinct = [...new Set(names)]
  if (distinct.length === 0) return null
  return `${distinct.length} ${distinct.length === 1 ? 'check' : 'checks'}: ${distinct.join(', ')}`
}
