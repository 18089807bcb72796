import type { Refusal } from '../../src/domain/refusal.ts'
import { type Parse, startsWithNumber, takeId } from '../incident/typed.ts'

/** A null name lists the runbooks that fit; ticking without one means the only one that was begun. */
export type RunbookCommand =
  | { verb: 'runbook'; id: number | null; name: string | null }
  | { verb: 'tick' | 'untick'; id: number | null; step: number; name: string | null }

export const runbookVerbs: Record<RunbookCommand['verb'], Parse<RunbookCommand>> = {
  runbook: parseRunbookName,
  tick: (rest) => parseStep('tick', rest),
  untick: (rest) => parseStep('untick', rest),
}

export const runbookFollows = { tick: startsWithNumber, untick: startsWithNumber } as const

/** `runbook`, `runbook queue backlog`, `runbook 3 queue-backlog`. */
function parseRunbookName(rest: string): RunbookCommand {
  const [id, name] = takeId(rest)
  return { verb: 'runbook', id, name: name || null }
}

/** `tick 3`, `tick 3 of queue backlog`, `tick 3 of queue-backlog in 12`. */
function parseStep(verb: 'tick' | 'untick', rest: string): RunbookCommand | Refusal {
  const [step, said] = takeId(rest)
  if (step === null)
    return {
      refused: 'missing-words',
      command: `/incident ${verb}`,
      missing: 'the number of a step, and of which runbook where more than one was begun',
      example: `/incident ${verb} 3 of queue-backlog`,
    }
  const [, name = '', number] = /^(?:of\s+)?(.*?)(?:\s*\bin\s+#?(\d{1,9}))?$/is.exec(said) ?? []
  return { verb, id: number === undefined ? null : Number(number), step, name: name.trim() || null }
}
