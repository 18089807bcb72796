import type { TeamConfig } from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { suspectsOfRollback } from '../src/workflows/flags/rollback-suspects.ts'
import { type RollbackRequest, type RollbackTo, requestRollback } from '../src/workflows/rollback/request.ts'
import { rollingBackReply } from '../views/deployment/rollback-replies.ts'
import { helpReply } from '../views/help-reply.ts'
import { dryRunRollback } from './deploy/dry-run.ts'
import { parseAim, withVerbSuggestion } from './place-grammar.ts'
import { openRollbackForm } from './rollback/form.ts'
import { integration, integrations } from './rollback/integration.ts'
import { revert } from './rollback/operation.ts'
import { nothing, parseId, refuse, reply, splitReason, splitWords } from './words.ts'

/**
 * `/rollback` opens a picker; `/rollback web production [to 41|before] [because …]` does it, `/rollback dry-run …` says
 * what that would do. `/rollback revert 41` takes its commits back, and `/rollback integration NAME off` does without a
 * third party.
 */
export async function rollback(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const words = splitWords(text)
  const verb = words[0]?.toLowerCase() ?? ''
  if (Object.hasOwn(verbs, verb)) return (await verbs[verb]?.(words.slice(1), invoker, deps)) ?? nothing
  const isDry = verb === 'dry-run'
  const command = parseRollback(isDry ? words.slice(1) : words, deps.config)
  if (isRefusal(command)) return refuse(command)
  if (command.environment !== null)
    return await (isDry ? dryRunRollback : startRollback)(command, invoker, deps)
  return isDry ? refuse(noPlace) : openRollbackForm(command.service, deps)
}

/** What a service can't be called for this reason stands in src/config/references.ts. */
const verbs: Record<string, (words: string[], invoker: Invoker, deps: Deps) => Promise<Answer>> = {
  help: async () => reply(helpReply('rollback')),
  revert,
  integration,
  integrations: async (_words, _invoker, deps) => await integrations(deps),
}

async function startRollback(request: RollbackRequest, invoker: Invoker, deps: Deps): Promise<Answer> {
  const id = await requestRollback(deps, request, invoker)
  if (isRefusal(id)) return refuse(id)
  return reply(rollingBackReply({ id, ...request, suspects: await suspectsOfRollback(deps, id) }))
}

const noPlace: Refusal = {
  refused: 'missing-words',
  command: '/rollback dry-run',
  missing: 'a service and an environment',
  example: '/rollback dry-run web production to 41',
}

type Complete = RollbackRequest | { service: string | null; environment: null }

/** Any text gives a command or a refusal. */
function parseRollback(words: string[], config: TeamConfig): Complete | Refusal {
  const { before, reason } = splitReason(words)
  if (before.length === 0) return { service: null, environment: null }
  const aim = parseAim('/rollback', before, config)
  if (isRefusal(aim)) return withVerbSuggestion(aim, [...Object.keys(verbs), 'dry-run'])
  const service = aim.service.name
  if (!aim.environment) return { service, environment: null }
  const to = parseTarget(aim.rest)
  return isRefusal(to) ? to : { service, environment: aim.environment.name, to, reason }
}

/** Nothing, `41`, `to 41` or `to before`. */
function parseTarget(words: string[]): RollbackTo | Refusal {
  if (words.length === 0) return 'last-good'
  const word = words[0]?.toLowerCase() === 'to' ? words[1] : words[0]
  if (word?.toLowerCase() === 'before') return 'before'
  const id = parseId(word)
  if (id !== null) return id
  return {
    refused: 'missing-words',
    command: '/rollback',
    missing: 'the number of the deployment to go back to',
    example: '/rollback web production to 41',
  }
}
