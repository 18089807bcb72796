import type { DiagnosticName } from '../../domain/diagnostic/diagnostic.ts'
import { anonKeySteps } from './anon-key.ts'
import { ciSteps } from './ci.ts'
import { functionSteps } from './function.ts'
import { logSteps } from './logs.ts'
import { rlsSteps } from './rls.ts'
import type { Step } from './step.ts'
import { supabaseSteps } from './supabase.ts'
import { vercelSteps } from './vercel.ts'

const steps: Record<DiagnosticName, readonly Step[]> = {
  logs: logSteps,
  function: functionSteps,
  rls: rlsSteps,
  'anon-key': anonKeySteps,
  vercel: vercelSteps,
  supabase: supabaseSteps,
  ci: ciSteps,
}

/** What a diagnostic looks at, in this order. */
export const stepsOf = (name: DiagnosticName): readonly Step[] => steps[name]
