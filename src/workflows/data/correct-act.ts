import type { Corrected } from '../../domain/data/correction.ts'
import type { Operation } from '../../domain/operation/operation.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { claimAct } from '../../store/acts.ts'

export type CorrectionInput = { database: string; change: string; backup: string; expected: number }

/** What an operation is to change; all of it is kept with the act before anything is sent. */
export function correctionIn({ id, task }: Operation): CorrectionInput {
  if (task.kind !== 'correction') throw new Error(`Operation ${id} is not about data.`)
  const { database, change, backup, expected } = task
  return { database, change, backup, expected }
}

/**
 * Changes data once. The id of the transaction is kept before it is committed, by the first attempt that gets so far:
 * where a crash leaves open whether it was, the database is asked what became of it.
 */
export function correctDataAct({ db, targetWrite }: Deps): OutsideAct<CorrectionInput, Corrected> {
  return {
    async perform(key, input) {
      const changed = await targetWrite.change({
        ...input,
        claim: (transaction) => claimAct(db, key, transaction),
      })
      if (changed.is === 'rolled-back')
        return { seen: 'failed', reason: `${changed.why}, so it was rolled back.` }
      const { rows, after, transaction: remote } = changed
      return { seen: 'done', outcome: { rows, after }, remote }
    },
    async observe(_key, { database, expected }, remote) {
      if (remote === null) return { seen: 'absent' }
      switch (await targetWrite.outcome(database, remote)) {
        case 'committed':
          return { seen: 'done', outcome: { rows: expected, after: -1 }, remote }
        case 'in progress':
          return { seen: 'pending', progress: 'its transaction is still open', remote }
        case 'aborted':
          return {
            seen: 'failed',
            reason: 'The connection was lost before it was committed, so it was rolled back.',
            remote,
          }
        case null:
          return {
            seen: 'failed',
            reason:
              'The connection was lost as it was committed, and the database can’t tell any more whether it was. Look at the rows.',
            remote,
          }
      }
    },
  }
}
