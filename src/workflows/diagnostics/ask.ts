import type { DiagnosticQuestion } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { addAsker, diagnosticSubject, insertOrJoin } from '../../store/diagnostic/diagnostics.ts'
import { order } from '../refresh.ts'

/** Where the answer goes: into the incident's channel it was asked in, else to the person alone. */
export type AskedFrom = { destination: string; incidentId: number | null }

/**
 * Begins to look into something, or joins whoever does already. The answer is one message, which changes as it goes.
 */
export async function askDiagnostic(
  deps: Deps,
  question: DiagnosticQuestion,
  { destination, incidentId }: AskedFrom,
  invoker: Invoker,
): Promise<{ id: number; isShared: boolean }> {
  const at = deps.now()
  return await deps.db.transaction().execute(async (trx) => {
    const { id, isNew } = await insertOrJoin(trx, question, at)
    const subject = diagnosticSubject(id)
    const asker = { user: invoker.user, destination, incidentId }
    if (await addAsker(trx, id, asker, at)) {
      const { user: actor, requestId } = invoker
      const detail = { ...question, incident: incidentId }
      await writeAudit(trx, { at, actor, action: 'diagnostic.ask', subject, detail, requestId })
    }
    await order(deps, trx, {
      ...{ key: `diagnostic/${id}/${destination}`, destination, subject, at },
      purpose: 'diagnostic-card',
    })
    await deps.jobs.wake(trx, 'advance-diagnostic', String(id))
    return { id, isShared: !isNew }
  })
}
