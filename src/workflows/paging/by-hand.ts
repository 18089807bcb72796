import type { PageTarget } from '../../domain/paging/page.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadRound } from '../../store/paging/acknowledgements.ts'
import { changeOpenIncident } from '../incident/change.ts'
import { pagedIncident, tellPaged } from './paged.ts'
import { sendPages } from './send.ts'

type ByHand = { id: number; target: PageTarget; because: string | null }

/** Pages whom a person names, whatever the rules say. */
export async function pageByHand(
  deps: Deps,
  { id, target, because }: ByHand,
  invoker: Invoker,
): Promise<{ paged: PageTarget } | Refusal> {
  return await changeOpenIncident<{ paged: PageTarget }>(
    deps,
    id,
    'page somebody about',
    async (trx, incident) => {
      const { round } = await loadRound(trx, id)
      const paged = pagedIncident(deps, incident, round)
      const reason = tidy(because ?? '') || `@${invoker.user} asks for help`
      await sendPages(deps, trx, paged, { rule: null, step: 0, targets: [target], because: reason }, invoker)
      // Who that is, is told once it is known.
      if (target.to === 'on-call')
        await tellPaged(deps, trx, paged, invoker, `asked for whoever is on call: ${reason}`)
      return { paged: target }
    },
  )
}
