import { diagnosticNames } from '../../src/domain/diagnostic/diagnostic.ts'
import type { Parse } from '../incident/typed.ts'

/** In an incident's channel, the same as `/status diagnose`. */
export type DiagnoseCommand = { verb: 'diagnose'; text: string }

export const diagnoseVerbs: Record<DiagnoseCommand['verb'], Parse<DiagnoseCommand>> = {
  diagnose: (rest) => ({ verb: 'diagnose', text: rest }),
}

/** Anything else is a title: "diagnose why the basket is slow". */
export const diagnoseFollows = {
  diagnose: new RegExp(`^(?:$|(?:${diagnosticNames.join('|')})(?:\\s|$))`, 'i'),
} as const
