import type { VariableFacts } from '../../src/domain/deployment/variables.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { route } from '../deployment/words.ts'
import { withinLimits } from '../limits.ts'
import { line, sentence } from '../text.ts'
import { variablesInWords } from './variable-words.ts'

type Place = {
  service: string
  environment: string
  /** Null where nothing is required. */
  facts: VariableFacts | null
  /** Why nobody knows, where that is so. */
  unknown: string | null
}

/** How the required variables stand in each place. */
export function variablesReply(places: readonly Place[]): Reply {
  const hint =
    '_What a service needs stands under `variables` and `requires` in pilothouse.yml. Values are never read._'
  const lines = ['*Variables*', ...places.map(placeLine), hint]
  return { text: 'Variables', blocks: withinLimits(packed(lines), 'message') }
}

const placeLine = (place: Place): string => `• *${line(route(place), 120)}:* ${stands(place)}`

function stands({ facts, unknown }: Place): string {
  if (unknown !== null) return `:grey_question: unknown: ${sentence(line(unknown, 300))}`
  return facts ? variablesInWords(facts) : 'none is required'
}
