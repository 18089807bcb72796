import { UpstreamError } from '../../domain/errors.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Attestation, ItemStanding, Readiness, ReadinessCheck } from '../../domain/status/readiness.ts'
import { judgeReadiness } from '../../domain/status/readiness.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { insertAttestation, loadAttestations } from '../../store/status/attestations.ts'
import { lookUp } from './readiness-checks.ts'

/** How ready production is: what can be looked up is, and the rest is what people vouch for. */
export async function takeReadiness(deps: Deps): Promise<Readiness> {
  const { config, db } = deps
  const [attestations, ...found] = await Promise.all([
    loadAttestations(db),
    ...config.readiness.map(
      async (item): Promise<[string, ItemStanding][]> =>
        item.is === 'attested' ? [] : [[item.name, await tried(deps, item.is, item.within)]],
    ),
  ])
  return judgeReadiness(config.readiness, new Map(found.flat()), attestations, deps.now())
}

async function tried(deps: Deps, is: ReadinessCheck, within: number): Promise<ItemStanding> {
  try {
    return await lookUp[is](deps, within)
  } catch (error) {
    if (error instanceof UpstreamError) return { is: 'unknown', why: error.message }
    throw error
  }
}

/** Somebody vouches for an item, with a reason that everybody reads. */
export async function attest(
  { db, config, now }: Deps,
  { item, because }: Pick<Attestation, 'item' | 'because'>,
  invoker: Invoker,
): Promise<Attestation | Refusal> {
  const known = config.readiness.filter(({ is }) => is === 'attested').map(({ name }) => name)
  if (!known.includes(item))
    return { refused: 'nothing-to-attest', given: item, known, suggestion: closest(item, known) }
  if (because.trim() === '') return { refused: 'empty-text', what: 'the reason' }
  const attestation = { item, by: invoker.user, at: now(), because: because.trim() }
  await db.transaction().execute(async (trx) => {
    await insertAttestation(trx, attestation)
    await writeAudit(trx, {
      at: attestation.at,
      actor: invoker.user,
      action: 'readiness.attested',
      subject: 'readiness',
      detail: { item, because: attestation.because },
      requestId: invoker.requestId,
    })
  })
  return attestation
}
