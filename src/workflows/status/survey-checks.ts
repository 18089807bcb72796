import { type CheckNow, checkNow } from '../../domain/check/check-now.ts'
import type { Deps } from '../../ports.ts'
import { loadChecks } from '../../store/check/checks.ts'

/** How every configured check stands now. */
export async function surveyChecks({ db, config, now }: Deps): Promise<CheckNow[]> {
  const names = config.checks.map(({ name }) => name)
  const seen = await loadChecks(db, names)
  return config.checks.map((policy) => checkNow(policy, seen.get(policy.name), now()))
}
