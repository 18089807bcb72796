import type { DiagnosticName } from '../../domain/diagnostic/diagnostic.ts'
import { functionSteps } from './function.ts'
import { logSteps } from './logs.ts'
import type { Step } from './step.ts'

const steps: Record<DiagnosticName, readonly Step[]> = {
  logs: logSteps,
  function: functionSteps,
}

/** What a diagnostic looks at, in this order. */
export const stepsOf = (name: DiagnosticName): readonly Step[] => steps[name]
