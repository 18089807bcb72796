import type { Refusal } from '../../src/domain/refusal.ts'
import type { StatusRefusal } from '../../src/domain/status/refusal.ts'
import { code } from '../text.ts'

const refused = ['no-such-dead-letter'] as const satisfies readonly StatusRefusal['refused'][]

export const isStatusRefusal = (refusal: Refusal): refusal is StatusRefusal =>
  refused.some((one) => one === refusal.refused)

/** Why something about the state of production can't be done, and what to do next. */
export function statusRefusalInWords({ reference }: StatusRefusal): string {
  return `Nothing that was laid aside is called ${code(reference)}, so nothing was done. Perhaps somebody replayed or discarded it meanwhile: \`/status queue\` lists what is left.`
}
