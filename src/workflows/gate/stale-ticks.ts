import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import { removeTick } from '../../store/gate/checklist.ts'
import type { Trx } from '../../store/tables.ts'

/** A box that was ticked for one commit says nothing about another. Returns whether any tick was taken back. */
export async function dropStaleTicks(
  deps: Deps,
  trx: Trx,
  { id, ticks }: Deployment,
  sha: string,
): Promise<boolean> {
  if (ticks.length === 0) return false
  const before = await trx
    .selectFrom('deployments')
    .select('sha')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (before.sha === sha) return false
  for (const { item } of ticks) await removeTick(trx, id, item)
  await writeAudit(trx, {
    at: deps.now(),
    actor: 'pilothouse',
    action: 'deployment.unticked',
    subject: deploymentSubject(id),
    detail: { items: ticks.map(({ item }) => item), because: 'the plan brings another commit', sha },
  })
  return true
}
