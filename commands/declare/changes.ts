import { severityOf } from '../../src/domain/incident/severity.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { declareHeld, declareOrAsk } from '../../src/workflows/declare/ask-first.ts'
import type { Declaration, Declared } from '../../src/workflows/declare/declare.ts'
import { declareIncident } from '../../src/workflows/declare/declare.ts'
import { joinIncident } from '../../src/workflows/declare/join.ts'
import { actions } from '../../views/actions.ts'
import { alikeReply, declaredReply, joinedReply } from '../../views/declare/replies.ts'
import { answerOr, type Refuse } from '../incident/changes.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** Declares; where an open incident looks the same, its author is asked first. */
export async function declare(
  { isAnyway = false, ...declaration }: Declaration & { isAnyway?: boolean },
  invoker: Invoker,
  deps: Deps,
  no: Refuse = refuse,
): Promise<Answer> {
  const result = await (isAnyway ? declareIncident : declareOrAsk)(deps, declaration, invoker)
  if (isRefusal(result)) return no(result)
  return reply('held' in result ? alikeReply(result) : declaredInWords(result, deps))
}

const declaredInWords = (declared: Declared, { config }: Deps) =>
  declaredReply({
    ...declared,
    policy: severityOf(config.incidents, declared.severity),
    announcedIn: config.channels.incidents,
  })

export async function join(
  { id, held = null }: { id: number; held?: number | null },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const joined = await joinIncident(deps, { id, held }, invoker)
  return answerOr(joined, refuse, (result) => joinedReply({ id, ...result }))
}

/** `12:5` is incident 12, and 5 what was typed. */
const joinClick: Answers<Click> = async ({ value }, invoker, deps) => {
  const [id, held] = value.split(':').map(parseId)
  return id ? await join({ id, held: held ?? null }, invoker, deps) : refuse({ refused: 'declaration-gone' })
}

const anywayClick: Answers<Click> = async ({ value }, invoker, deps) => {
  const held = parseId(value)
  if (held === null) return refuse({ refused: 'declaration-gone' })
  return answerOr(await declareHeld(deps, held, invoker), refuse, (declared) =>
    declaredInWords(declared, deps),
  )
}

export const declareClicks: Record<string, Answers<Click>> = {
  [actions.join]: joinClick,
  [actions.declareAnyway]: anywayClick,
}
