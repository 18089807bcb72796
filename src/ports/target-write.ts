import type { Corrected } from '../domain/data/correction.ts'

/** One change of a configured database, by its `writeUrl`. */
export type TargetChange = {
  database: string
  /** One update or delete. */
  change: string
  /** A select; how many rows it gives after the change is told. */
  backup: string
  expected: number
  /** Keeps the id of the transaction before it is committed; false where it must not be. */
  claim: (transaction: string) => Promise<boolean>
}

/** `transaction` is null where nothing was changed. */
export type TargetChanged =
  | ({ is: 'committed'; transaction: string } & Corrected)
  | { is: 'rolled-back'; why: string }

export type TargetWrite = {
  /**
   * Changes rows in one transaction, which is rolled back unless as many rows change as are expected. Throws
   * `UpstreamError`: before the claim nothing was changed, after it only `outcome` can tell.
   */
  change(change: TargetChange): Promise<TargetChanged>
  /** What became of a transaction; null where the database can't tell any more. Throws `UpstreamError`. */
  outcome(database: string, transaction: string): Promise<'committed' | 'aborted' | 'in progress' | null>
}
