import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { upIn } from './answer.ts'

/** Greets a server of the Model Context Protocol, and asks for the tools that it must offer. */
export async function lookAtMcp(
  { greetMcp }: Deps,
  policy: Extract<CheckPolicy, { kind: 'mcp' }>,
): Promise<Look> {
  const { url, send, allowPrivate, tools, within: timeoutMs } = policy
  const wantsTools = tools.length > 0
  const answer = await greetMcp({ url, send, allowPrivate, timeoutMs, wantsTools })
  const { latencyMs } = answer
  const missing = tools.filter((name) => !answer.tools.includes(name))
  if (missing.length === 0) return upIn(latencyMs, policy)
  return { is: 'down', latencyMs, why: `it offers no tool ${missing.join(', ')}` }
}
