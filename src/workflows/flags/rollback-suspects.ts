import { subHours } from 'date-fns/subHours'
import { UpstreamError } from '../../domain/errors.ts'
import type { SuspectFlags } from '../../domain/operation/flag.ts'
import type { Deps } from '../../ports.ts'
import { loadDeployment } from '../../store/deployment/deployments.ts'
import { suspectFlags } from './find-flags.ts'

/** How far back to look where nobody knows since when the release that comes back was good. */
const lookBackHours = 24

const none: SuspectFlags = { flags: [], unsureSince: null }

/** The flags that changed since a release was good; where their place can't be asked, only why: a rollback waits for nobody. */
export async function suspectsSince(
  deps: Deps,
  environment: string,
  goodAt: Date | null,
): Promise<SuspectFlags> {
  try {
    return await suspectFlags(deps, environment, goodAt ?? subHours(deps.now(), lookBackHours))
  } catch (error) {
    if (error instanceof UpstreamError) return { ...none, unknownBecause: error.message }
    throw error
  }
}

/** The same for what a rollback brings back. */
export async function suspectsOfRollback(deps: Deps, id: number): Promise<SuspectFlags> {
  const rollback = await loadDeployment(deps.db, id)
  if (!rollback) return none
  const number = rollback.returnsTo?.deployment ?? null
  const good = number === null ? null : await loadDeployment(deps.db, number)
  return await suspectsSince(deps, rollback.environment, good?.state === 'verified' ? good.endedAt : null)
}
