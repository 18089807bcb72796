import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { upIn } from './answer.ts'

/** Whether a database takes a connection and answers. */
export async function lookAtDatabase(
  { targetDatabase }: Deps,
  policy: Extract<CheckPolicy, { kind: 'database' }>,
): Promise<Look> {
  const { database, within: timeoutMs } = policy
  const { latencyMs } = await targetDatabase({ database, sql: 'select 1', limit: 1, timeoutMs })
  return upIn(latencyMs, policy)
}
