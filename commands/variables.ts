import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps } from '../src/ports.ts'
import { surveyVariables } from '../src/workflows/planning/variables.ts'
import { variablesReply } from '../views/gate/variables-reply.ts'
import { findNamed, refuse, reply } from './words.ts'

/** `/status variables [service]` */
export async function listedVariables(word: string | undefined, deps: Deps): Promise<Answer> {
  const service = word === undefined ? null : findNamed('service', word, deps.config.services)
  if (isRefusal(service)) return refuse(service)
  return reply(variablesReply(await surveyVariables(deps, service?.name ?? null)))
}
