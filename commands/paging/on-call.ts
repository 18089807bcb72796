import { onCallAt } from '../../src/domain/paging/on-call.ts'
import type { Answer, Deps } from '../../src/ports.ts'
import { onCall } from '../../src/workflows/paging/on-call.ts'
import { onCallReply } from '../../views/paging/on-call-reply.ts'
import { reply } from '../words.ts'

/** `/incident oncall` */
export async function showOnCall(deps: Deps): Promise<Answer> {
  const policy = deps.config.incidents.onCall
  if (policy === null) return reply(onCallReply({ by: 'nothing' }))
  if (policy.by === 'group')
    return reply(onCallReply({ by: 'group', members: await onCall(deps, deps.now()) }))
  return reply(onCallReply({ by: 'rotation', ...onCallAt(policy, deps.now()) }))
}
