import { nextOperationStep } from '../../domain/operation/operation.ts'
import type { Deps } from '../../ports.ts'
import { lockOperation } from '../../store/operation/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { markDue, wakeLater } from '../wake.ts'
import { plannedOperationAct } from './acts.ts'
import { finishOperation } from './end.ts'

/**
 * Does whatever is due for one operation, and asks to be woken when something is due later. Safe to call at any time,
 * any number of times, on any replica.
 */
export async function advanceOperation(deps: Deps, id: string): Promise<void> {
  await advance(deps, { kind: 'operation', id, decide: (trx, number) => decide(deps, trx, number) })
}

/** Decides under the row's lock, and ends what has ended at once: that needs nothing from outside. */
async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const operation = await lockOperation(trx, id)
  if (!operation) return 'nothing'
  const step = nextOperationStep(operation, deps.now())
  switch (step.do) {
    case 'act':
      await markDue(deps, trx, { kind: 'operation', id })
      return plannedOperationAct(deps, operation, step.name)
    case 'wait':
      await wakeLater(deps, trx, { kind: 'operation', id }, step.until)
      return 'nothing'
    case 'end':
      await finishOperation(deps, trx, operation, step.ending)
      return 'moved'
  }
}
