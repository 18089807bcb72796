import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { redact } from '../../redact.ts'
import {
  diagnosticRound,
  diagnosticSubject,
  type StoredDiagnostic,
  storedSeen,
} from '../../store/diagnostic/diagnostics.ts'
import type { PlannedAct } from '../carry-out.ts'
import { refreshCards } from '../refresh.ts'
import type { Step } from './step.ts'

/** Somebody waits for it, so what can't be asked is given up soon. */
const lookMs = 20_000
const reportMs = 10 * 60_000
/** How long an upload may be missing from Slack's history. */
const reportSettlesMs = 5000

type Wanted = { name: string; act: OutsideAct<object, unknown>; input: object }

/** The look of one step. */
export function plannedLook(deps: Deps, diagnostic: StoredDiagnostic, step: Step): PlannedAct {
  const look = async () => ({
    seen: 'done' as const,
    outcome: withoutSecrets(await step.look(deps, diagnostic)),
  })
  return {
    ...planned(deps, diagnostic.id, { name: step.name, act: { perform: look, observe: look }, input: {} }),
    ...{ deadlineAt: addMilliseconds(deps.now(), lookMs), settleMs: 0 },
  }
}

/** Sharing or proposing the report. */
export const plannedReport = (deps: Deps, id: number, wanted: Wanted): PlannedAct => ({
  ...planned(deps, id, wanted),
  ...{ deadlineAt: addMilliseconds(deps.now(), reportMs), settleMs: reportSettlesMs },
})

function planned(deps: Deps, id: number, { name, act, input }: Wanted) {
  const subject = diagnosticSubject(id)
  return {
    ...{ act, input, subject, name, round: diagnosticRound, pollMs: 1000, isRepeatable: false },
    key: `${deps.installation}/diagnostic/${id}/${name}`,
    overdue: (progress: string | null) => `It did not end in time (last seen: ${progress ?? 'under way'}).`,
    afterwards: (trx: Parameters<PlannedAct['afterwards']>[0]) => refreshCards(deps, trx, subject),
  }
}

/** Whatever was read outside may hold a key, which must get neither into a message nor into a row. */
const withoutSecrets = (seen: Seen): Seen =>
  storedSeen.parse(
    JSON.parse(JSON.stringify(seen), (_key, value: unknown) =>
      typeof value === 'string' ? redact(value) : value,
    ),
  )
