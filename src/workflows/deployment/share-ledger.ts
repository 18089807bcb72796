import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Ledger, LedgerScope } from '../../domain/deployment/ledger.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps, SharedFile } from '../../ports.ts'
import { countDeployments, listDeployments } from '../../store/deployment/deployments.ts'
import { namesOf } from '../names.ts'

type Sharing = { to: UserId; draw: (ledger: Ledger) => SharedFile }

const most = 1000

/**
 * Sends a person the ledger of a period and returns how many deployments are in it; none are no file. A private answer:
 * where it is lost, the person asks again. Throws `UpstreamError`.
 */
export async function shareLedger(deps: Deps, wanted: LedgerScope, { to, draw }: Sharing): Promise<number> {
  const { service, environment, period } = wanted
  const filter = { service, environment, requested: period }
  const [newest, total] = await Promise.all([
    listDeployments(deps.db, { ...filter, limit: most }),
    countDeployments(deps.db, filter),
  ])
  if (total === 0) return 0
  const deployments = newest.toReversed()
  const nameOf = await namesOf(deps, deployments.flatMap(peopleIn))
  await deps.chat.shareFile(to, draw({ ...wanted, deployments, total, nameOf }))
  return total
}

const peopleIn = (one: Deployment): UserId[] => [
  one.requestedBy,
  ...('approvals' in one ? one.approvals.map(({ user }) => user) : []),
]
