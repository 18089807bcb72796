import { today } from '../../src/domain/incident/task.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { deploymentsToDecide } from '../../src/workflows/deployment/to-decide.ts'
import { waitingFor } from '../../src/workflows/status/waiting-for.ts'
import { homeBlocks } from '../../views/home.ts'
import { takeOverview } from './overview.ts'

/** The Home tab, with what waits for the person who opened it. */
export async function home(invoker: Invoker, deps: Deps): Promise<Answer> {
  const [overview, toDecide] = await Promise.all([
    takeOverview(invoker, deps),
    deploymentsToDecide(deps, invoker.user),
  ])
  const incidents = overview.incidents.map(({ incident }) => incident)
  const forYou = await waitingFor(deps, invoker.user, incidents)
  const day = today(deps.config.timeZone, overview.now)
  return { answer: 'home', blocks: homeBlocks({ ...overview, toDecide, forYou, today: day }) }
}
