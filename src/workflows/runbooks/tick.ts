import { maySee } from '../../domain/incident/incident.ts'
import type { RunbookStep } from '../../domain/incident/runbook.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { tickStep, untickStep } from '../../store/incident/runbooks.ts'
import { markPostsStale } from '../../store/messages.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { runbookKey } from './start.ts'
import { findStarted } from './started.ts'

export type StepTick = { runbook: number; step: number; isTicked: boolean }

/** `isNew` is false where the box was so already. */
export type StepTicked = { title: string; step: number; isTicked: boolean; isNew: boolean; left: number }

/** Ticks a step by a person's name, or takes the tick back. */
export async function tickRunbook(
  deps: Deps,
  { runbook: id, step: number, isTicked }: StepTick,
  invoker: Invoker,
): Promise<StepTicked | Refusal> {
  const found = await findStarted(deps.db, id)
  if (!found) return { refused: 'no-such-runbook', given: String(id) }
  const { incidentId, runbook } = found
  return await changeIncident<StepTicked>(deps, incidentId, async (trx, incident) => {
    if (!maySee(incident, invoker)) return { refused: 'no-such-runbook', given: String(id) }
    const step = runbook.steps.find((one) => one.number === number)
    if (!step)
      return { refused: 'no-such-step', runbook: runbook.title, given: number, steps: runbook.steps.length }
    const isNew = isTicked
      ? await tickStep(trx, id, { step: number, user: invoker.user, at: deps.now() })
      : await untickStep(trx, id, number)
    const ticked = (await findStarted(trx, id))?.ticks.length ?? 0
    const result = { title: runbook.title, step: number, isTicked, left: runbook.steps.length - ticked }
    if (!isNew) return { ...result, isNew }
    for (const place of await markPostsStale(trx, incidentSubject(incidentId), runbookKey(incidentId, id)))
      await deps.jobs.wake(trx, 'deliver', place)
    const did = `${isTicked ? 'ticked' : 'took back'} step ${number} of “${runbook.title}”: ${stepInWords(step)}`
    const event = { kind: 'happened', topic: 'runbook', did } as const
    await recordChange(deps, trx, incidentId, { by: invoker, action: 'incident.runbook-tick', event })
    return { ...result, isNew }
  })
}

const stepInWords = ({ line }: RunbookStep): string =>
  line
    .map(({ text }) => text)
    .join('')
    .trim()
