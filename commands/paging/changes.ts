import type { Incident } from '../../src/domain/incident/incident.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { acknowledgeIncident } from '../../src/workflows/paging/acknowledge.ts'
import { pageByHand } from '../../src/workflows/paging/by-hand.ts'
import { actions } from '../../views/actions.ts'
import { acknowledgedReply, pagedReply } from '../../views/paging/replies.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import type { PagingCommand } from './grammar.ts'

export async function acknowledge(id: number, invoker: Invoker, deps: Deps): Promise<Answer> {
  const result = await acknowledgeIncident(deps, id, invoker)
  if (isRefusal(result)) return refuse(result)
  return reply(acknowledgedReply({ what: `incident ${id}`, reader: invoker.user, ...result }))
}

export async function page(
  { id }: Incident,
  { target, because }: Extract<PagingCommand, { verb: 'page' }>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const result = await pageByHand(deps, { id, target, because }, invoker)
  return isRefusal(result) ? refuse(result) : reply(pagedReply({ id, target }))
}

/** Whoever is paged about a private incident may say that they take care of it. */
const acknowledgeClicked: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = parseId(value)
  const incident = id === null ? null : await findVisible(id, invoker, deps)
  return incident
    ? await acknowledge(incident.id, invoker, deps)
    : refuse({ refused: 'no-such-incident', id: value })
}

export const pagingClicks: Record<string, Answers<Click>> = { [actions.acknowledge]: acknowledgeClicked }
