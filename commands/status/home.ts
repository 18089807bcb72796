import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { deploymentsToDecide } from '../../src/workflows/deployment/to-decide.ts'
import { homeBlocks } from '../../views/home.ts'
import { takeOverview } from './overview.ts'

/** The Home tab, with what waits for the person who opened it. */
export async function home(invoker: Invoker, deps: Deps): Promise<Answer> {
  const [overview, waiting] = await Promise.all([
    takeOverview(invoker, deps),
    deploymentsToDecide(deps, invoker.user),
  ])
  return { answer: 'home', blocks: homeBlocks({ ...overview, waiting }) }
}
