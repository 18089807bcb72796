import { pageAddress } from '../../src/domain/page/page-policy.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps } from '../../src/ports.ts'
import { configuredPage } from '../../src/workflows/page/maintenance.ts'
import { takePage } from '../../src/workflows/page/take-page.ts'
import { pageReply } from '../../views/page/page-reply.ts'
import { refuse, reply } from '../words.ts'

/** `/status page` */
export async function answerPage(deps: Deps): Promise<Answer> {
  const policy = configuredPage(deps)
  if (isRefusal(policy)) return refuse(policy)
  return reply(pageReply(await takePage(deps, policy), pageAddress(policy, deps.webUrl())))
}
