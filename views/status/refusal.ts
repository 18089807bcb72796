import type { Refusal } from '../../src/domain/refusal.ts'
import type { StatusRefusal } from '../../src/domain/status/refusal.ts'
import { capital, code, line, list, sentence } from '../text.ts'

const refused = [
  'no-such-dead-letter',
  'nothing-to-attest',
  'not-typed-in',
  'no-correction',
  'no-such-correction',
] as const satisfies readonly StatusRefusal['refused'][]

export const isStatusRefusal = (refusal: Refusal): refusal is StatusRefusal =>
  refused.some((one) => one === refusal.refused)

/** Why something about the state of production can't be done, and what to do next. */
export function statusRefusalInWords(refusal: StatusRefusal): string {
  switch (refusal.refused) {
    case 'no-such-dead-letter':
      return `Nothing that was laid aside is called ${code(refusal.reference)}, so nothing was done. Perhaps somebody replayed or discarded it meanwhile: \`/status queue\` lists what is left.`
    case 'not-typed-in':
      return `${code(refusal.name, 40)} is measured, so nothing was changed. What people type is for those with \`value: { kind: typed }\` in pilothouse.yml; \`/status ${refusal.command}\` shows what is known.`
    case 'no-correction':
      return `${capital(sentence(line(refusal.why, 400)))} Nothing was changed.`
    case 'no-such-correction':
      return `There is no correction ${code(refusal.id, 20)}. Its number stands on its card.`
    case 'nothing-to-attest': {
      const meant = refusal.suggestion ? ` Did you mean ${code(refusal.suggestion, 40)}?` : ''
      const names = refusal.known.map((name) => code(name, 40))
      return `No item that people vouch for is called ${code(refusal.given, 40)}, so nothing was attested.${meant} Items: ${names.length > 0 ? list(names, 12) : 'none in pilothouse.yml'}.`
    }
  }
}
