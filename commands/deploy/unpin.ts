import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { requestUnpin } from '../../src/workflows/rollback/pins.ts'
import { actions } from '../../views/actions.ts'
import { parseNames } from '../place-grammar.ts'
import { answerAsked } from '../rollback/operation.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, splitWords } from '../words.ts'

/** `/deploy unpin …` */
export async function answerUnpin(
  place: { service: string; environment: string },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return answerAsked(await requestUnpin(deps, place, invoker))
}

/** The button's value names the place, which may have left the configuration since. */
const unpin: Answers<Click> = async ({ value }, invoker, deps) => {
  const names = parseNames(splitWords(value), deps.config)
  if (isRefusal(names)) return refuse(names)
  const { service, environment } = names
  return service !== null && environment !== null
    ? await answerUnpin({ service, environment }, invoker, deps)
    : refuse({ refused: 'changed-meanwhile', what: 'that place' })
}

export const unpinClicks: Record<string, Answers<Click>> = { [actions.unpin]: unpin }
