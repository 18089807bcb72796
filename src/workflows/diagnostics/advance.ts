import type { Act } from '../../domain/act.ts'
import { conclude, inWords } from '../../domain/diagnostic/diagnostic.ts'
import { nextActOf } from '../../domain/diagnostic/next-act.ts'
import type { Deps } from '../../ports.ts'
import { loadActs } from '../../store/acts.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  diagnosticRound,
  diagnosticSubject,
  endDiagnostic,
  loadAskers,
  lockDiagnostic,
  type StoredDiagnostic,
} from '../../store/diagnostic/diagnostics.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { recordChange } from '../incident/change.ts'
import { refreshCards } from '../refresh.ts'
import { markDue, wakeLater } from '../wake.ts'
import { plannedLook } from './acts.ts'
import { composeDiagnostic } from './compose.ts'
import { reportActs } from './report-acts.ts'
import { stepsOf } from './steps.ts'

/** Looks step by step, then tells and hands out the report; safe to call at any time, on any replica. */
export async function advanceDiagnostic(deps: Deps, id: string): Promise<void> {
  await advance(deps, { kind: 'diagnostic', id, decide: (trx, number) => decide(deps, trx, number) })
}

async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const diagnostic = await lockDiagnostic(trx, id)
  if (!diagnostic) return 'nothing'
  const acts = await loadActs(trx, diagnosticSubject(id), diagnosticRound)
  const isRunning = diagnostic.state === 'running'
  const due = isRunning ? dueLook(deps, diagnostic, acts) : await dueReport(deps, trx, diagnostic, acts)
  if (due === 'done' && isRunning) {
    await end(deps, trx, diagnostic, acts)
    return 'moved'
  }
  if (due !== 'done' && 'act' in due) {
    await markDue(deps, trx, { kind: 'diagnostic', id })
    return due
  }
  await wakeLater(deps, trx, { kind: 'diagnostic', id }, due === 'done' ? null : due.until)
  return 'nothing'
}

function dueLook(deps: Deps, diagnostic: StoredDiagnostic, acts: readonly Act[]) {
  const steps = stepsOf(diagnostic.name)
  const names = steps.map(({ name }) => name)
  const next = nextActOf(names, acts, deps.now())
  if (next === 'done' || 'until' in next) return next
  const step = steps.find(({ name }) => name === next.does)
  return step ? plannedLook(deps, diagnostic, step) : 'done'
}

async function dueReport(deps: Deps, trx: Trx, diagnostic: StoredDiagnostic, acts: readonly Act[]) {
  const planned = reportActs(deps, composeDiagnostic(diagnostic, acts), await loadAskers(trx, diagnostic.id))
  const names = planned.map(({ name }) => name)
  const next = nextActOf(names, acts, deps.now())
  if (next === 'done' || 'until' in next) return next
  return planned.find(({ name }) => name === next.does) ?? 'done'
}

async function end(deps: Deps, trx: Trx, stored: StoredDiagnostic, acts: readonly Act[]): Promise<void> {
  const at = deps.now()
  const subject = diagnosticSubject(stored.id)
  const { is, says } = conclude(composeDiagnostic(stored, acts))
  await endDiagnostic(trx, stored.id, at)
  const detail = { is, says }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'diagnostic.end', subject, detail })
  await refreshCards(deps, trx, subject)
  const told = new Set<number>()
  for (const { user, incidentId } of await loadAskers(trx, stored.id)) {
    if (incidentId === null || told.has(incidentId)) continue
    told.add(incidentId)
    const did = `diagnosed ${inWords(stored)}, which @${user} asked for: ${says}`
    const event = { kind: 'happened', topic: 'diagnostic', did } as const
    const source = `diagnostic/${stored.id}`
    await recordChange(deps, trx, incidentId, { by: null, action: 'incident.diagnose', event, source })
  }
}
