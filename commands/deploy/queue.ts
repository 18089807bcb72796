import type { Answer, Deps } from '../../src/ports.ts'
import { listQueue } from '../../src/workflows/gate/list-queue.ts'
import { queueReply } from '../../views/gate/queue-reply.ts'
import { reply } from '../words.ts'

/** Who goes next, everywhere or at the place that is named. */
export async function answerQueue(
  names: { service: string | null; environment: string | null },
  deps: Deps,
): Promise<Answer> {
  return reply(queueReply(await listQueue(deps, names), names))
}
