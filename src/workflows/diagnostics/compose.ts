import type { Act } from '../../domain/act.ts'
import type { Diagnostic, DiagnosticStep, StepStanding } from '../../domain/diagnostic/diagnostic.ts'
import type { Message } from '../../domain/message.ts'
import type { Deps } from '../../ports.ts'
import { loadActs } from '../../store/acts.ts'
import {
  diagnosticRound,
  diagnosticSubject,
  loadDiagnostic,
  type StoredDiagnostic,
  storedSeen,
} from '../../store/diagnostic/diagnostics.ts'
import { stepsOf } from './steps.ts'

export async function composeDiagnosticMessage({ db }: Deps, id: number): Promise<Message> {
  const stored = await loadDiagnostic(db, id)
  if (!stored) throw new Error(`Diagnostic ${id} of a message does not exist.`)
  const acts = await loadActs(db, diagnosticSubject(id), diagnosticRound)
  return { purpose: 'diagnostic-card', diagnostic: composeDiagnostic(stored, acts) }
}

/** A diagnostic as its acts tell it. */
export function composeDiagnostic(stored: StoredDiagnostic, acts: readonly Act[]): Diagnostic {
  const { id, name, service, environment, argument, askedAt, endedAt } = stored
  const steps = stepsOf(name).map(
    (step): DiagnosticStep => ({
      title: step.title,
      ...standing(acts.find((act) => act.name === step.name)),
    }),
  )
  const reports = acts.filter((act) => act.name.startsWith('report'))
  const troubles = reports.flatMap((act) => (act.state === 'failed' ? [act.reason] : []))
  const url = reports.find((act) => act.link !== null)?.link ?? null
  return {
    ...{ id, name, service, environment, argument, askedAt, endedAt, steps },
    report: { url, troubles },
  }
}

function standing(act: Act | undefined): StepStanding {
  switch (act?.state) {
    case undefined:
      return { is: 'waiting' }
    case 'intended':
      return { is: 'looking', trouble: act.progress }
    case 'done':
      return { is: 'seen', seen: storedSeen.parse(act.outcome) }
    case 'failed':
      return { is: 'unseen', because: act.reason }
  }
}
