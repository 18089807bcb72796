import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { type TickRequest, tickItem } from '../../src/workflows/gate/tick.ts'
import { tickedReply } from '../../views/gate/checklist-replies.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

export type TickCommand = { verb: 'tick' | 'untick'; id: number; given: string }

/** `tick 12 2` or `tick 12 dashboards`. */
export function parseTick(verb: TickCommand['verb'], [number, ...words]: string[]): TickCommand | Refusal {
  const id = parseId(number)
  const given = words.join(' ')
  if (id !== null && given !== '') return { verb, id, given }
  return {
    refused: 'missing-words',
    command: `/deploy ${verb}`,
    missing: `the deployment’s number, and the number of the box on its card or its words`,
    example: `/deploy ${verb} ${id ?? 12} 2`,
  }
}

/** Ticks a box of a checklist, or takes the tick back. */
export async function tick(request: TickRequest, invoker: Invoker, deps: Deps): Promise<Answer> {
  const result = await tickItem(deps, request, invoker)
  return isRefusal(result) ? refuse(result) : reply(tickedReply({ ...request, ...result }))
}

const clicked =
  (isTicked: boolean): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const [, number, seen = '', given = ''] = /^(\d+):([0-9a-f]*):(.*)$/s.exec(value) ?? []
    return await tick({ id: parseId(number) ?? 0, seen, given, isTicked }, invoker, deps)
  }

export const tickClicks: Record<string, Answers<Click>> = {
  'deployment.tick': clicked(true),
  'deployment.untick': clicked(false),
}
