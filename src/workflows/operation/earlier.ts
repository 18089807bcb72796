import type { Deps } from '../../ports.ts'
import { listEarlier, operationSubject } from '../../store/operation/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

/** The card of the operation before this one on the same thing must no longer offer what this one changes. */
export async function redrawEarlier(
  deps: Deps,
  trx: Trx,
  { environment, thing, before }: { environment: string; thing: string; before: number },
): Promise<void> {
  const earlier = await listEarlier(trx, { environment, thing, before }, 2)
  for (const id of earlier) await refreshCards(deps, trx, operationSubject(id))
}
