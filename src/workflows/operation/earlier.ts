import type { Deps } from '../../ports.ts'
import { operationSubject } from '../../store/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

/** The card of the operation before this one on the same thing must no longer offer what this one changes. */
export async function redrawEarlier(
  deps: Deps,
  trx: Trx,
  { environment, thing, before }: { environment: string; thing: string; before: number },
): Promise<void> {
  const earlier = await trx
    .selectFrom('operations')
    .select('id')
    .where('environment', '=', environment)
    .where('thing', '=', thing)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  for (const { id } of earlier) await refreshCards(deps, trx, operationSubject(id))
}
