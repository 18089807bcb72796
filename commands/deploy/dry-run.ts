import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { previewPlan } from '../../src/workflows/planning/preview.ts'
import { previewRollback, type RollbackRequest } from '../../src/workflows/rollback/request.ts'
import { dryRunReply, rollbackDryRunReply } from '../../views/deployment/dry-run-replies.ts'
import { refuse, reply } from '../words.ts'

type Aimed = { service: string; environment: string }

/** Answers with the plan as it would be; nothing is stored. */
export async function dryRun(
  wanted: Aimed & { ref: string; startAt: Date | null },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const asked = { ...wanted, requestedBy: invoker.user }
  const imagined = { purpose: 'release', returnsTo: null, isBreakGlass: false } as const
  const preview = await previewPlan(deps, { ...asked, ...imagined })
  return reply(dryRunReply({ ...asked, preview }))
}

/** Answers with what a rollback would bring back and undo; nothing is stored. */
export async function dryRunRollback(
  wanted: Aimed & Pick<RollbackRequest, 'to'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const found = await previewRollback(deps, wanted, invoker.user)
  if (isRefusal(found)) return refuse(found)
  return reply(rollbackDryRunReply({ ...wanted, ...found, requestedBy: invoker.user }))
}
