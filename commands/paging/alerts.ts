import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { acknowledgeAlert } from '../../src/workflows/alerts/acknowledge.ts'
import { attachAlert } from '../../src/workflows/alerts/attach.ts'
import { declareFromAlert } from '../../src/workflows/alerts/declare.ts'
import { actions } from '../../views/actions.ts'
import { acknowledgedReply, fromAlertReply } from '../../views/paging/replies.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

export async function ackAlert(id: number, invoker: Invoker, deps: Deps): Promise<Answer> {
  const result = await acknowledgeAlert(deps, id, invoker)
  if (isRefusal(result)) return refuse(result)
  return reply(acknowledgedReply({ what: `alert ${id}`, reader: invoker.user, ...result }))
}

/** Declares what an alert says, or adds it to an incident. */
export async function fromAlert(
  { alert, into }: { alert: number; into: number | null },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const isKnown = into === null || (await findVisible(into, invoker, deps)) !== null
  if (!isKnown) return refuse({ refused: 'no-such-incident', id: String(into) })
  const result =
    into === null
      ? await declareFromAlert(deps, alert, invoker)
      : await attachAlert(deps, { alert, incident: into }, invoker)
  return isRefusal(result)
    ? refuse(result)
    : reply(fromAlertReply({ alert, isDeclared: into === null, ...result }))
}

const aboutAlert =
  (answer: (id: number, invoker: Invoker, deps: Deps) => Promise<Answer>): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const id = parseId(value)
    return id === null ? refuse(noSuch(value)) : await answer(id, invoker, deps)
  }

const join: Answers<Click> = async ({ value }, invoker, deps) => {
  const [alert, into] = value.split(':').map(parseId)
  return alert && into ? await fromAlert({ alert, into }, invoker, deps) : refuse(noSuch(value))
}

const noSuch = (id: string): Refusal => ({ refused: 'no-such-alert', id })

export const alertClicks: Record<string, Answers<Click>> = {
  [actions.acknowledgeAlert]: aboutAlert(ackAlert),
  [actions.declareAlert]: aboutAlert((alert, invoker, deps) =>
    fromAlert({ alert, into: null }, invoker, deps),
  ),
  [actions.joinAlert]: join,
}
