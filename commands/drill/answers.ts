import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { listDrills } from '../../src/store/drill/drills.ts'
import { beginDrill } from '../../src/workflows/drill/begin.ts'
import { stopDrill } from '../../src/workflows/drill/stop.ts'
import * as words from '../../views/drill/replies.ts'
import { refuse, reply } from '../words.ts'
import type { DrillCommand } from './grammar.ts'

/** Lists what can be rehearsed, begins a drill, or stops the one that is going on. */
export async function answerDrill(
  command: Extract<DrillCommand, { verb: 'drill' }>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  if (command.do === 'begin') {
    const begun = await beginDrill(deps, command, invoker)
    return isRefusal(begun) ? refuse(begun) : reply(words.drillBegunReply(begun))
  }
  if (command.do === 'stop') {
    const stopped = await stopDrill(deps, invoker)
    return isRefusal(stopped) ? refuse(stopped) : reply(words.drillStoppedReply(stopped))
  }
  const { drills, drillFactor } = deps.config.incidents
  return reply(words.drillScriptsReply(drills, drillFactor))
}

const mostDrills = 20

/** How the latest drills went. */
export const answerDrills = async (_command: unknown, _invoker: Invoker, deps: Deps): Promise<Answer> =>
  reply(words.drillResultsReply(await listDrills(deps.db, mostDrills)))
