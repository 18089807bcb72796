import type { Attestation } from '../../domain/status/readiness.ts'
import type { Db, Trx } from '../tables.ts'

export async function insertAttestation(trx: Trx, { item, by, at, because }: Attestation): Promise<void> {
  await trx.insertInto('attestations').values({ item, user_id: by, at, because }).execute()
}

/** The newest attestation of each item that has one. */
export async function loadAttestations(db: Db): Promise<Map<string, Attestation>> {
  const rows = await db
    .selectFrom('attestations')
    .distinctOn('item')
    .selectAll()
    .orderBy('item')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ item, user_id: by, at, because }) => [item, { item, by, at, because }] as const))
}
