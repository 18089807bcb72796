import { z } from 'zod'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { type CadenceChange, changeCadence } from '../../src/workflows/updates/change-cadence.ts'
import { cadenceReply } from '../../views/updates/cadence.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, reply } from '../words.ts'

/** `/incident cadence …` */
export async function setCadence(change: CadenceChange, invoker: Invoker, deps: Deps): Promise<Answer> {
  const changed = await changeCadence(deps, change, invoker)
  return isRefusal(changed) ? refuse(changed) : reply(cadenceReply({ id: change.id, ...changed }))
}

const chosen = z
  .string()
  .regex(/^\d+:\d+$/)
  .transform((value) => value.split(':').map(Number))

/** The same by a button of a card or a reminder. */
export const clickCadence: Answers<Click> = async ({ value }, invoker, deps) => {
  const [id = 0, every = 0] = chosen.safeParse(value).data ?? []
  if (!(await findVisible(id, invoker, deps))) return refuse({ refused: 'no-such-incident', id: String(id) })
  return await setCadence({ id, every: every === 0 ? null : every }, invoker, deps)
}
