import type { Measure } from '../incident/incident-durations.ts'
import type { PromiseLedger } from '../message.ts'

/** `why` is what the points are for, in one sentence without a full stop. */
type ScoreItem = { what: string; points: number; of: number; why: string }
export type DrillScore = { items: ScoreItem[]; points: number; of: number; ended: 'resolved' | 'stopped' }

export type DrillFacts = {
  /** By the drill's clock, in milliseconds; null where it never happened. */
  times: Record<Exclude<Measure, 'detect'>, number | null>
  targets: Record<Exclude<Measure, 'detect'>, number | null>
  promises: PromiseLedger
  /** Configured roles beside the commander, and those of them that were taken. */
  roles: { known: number; taken: number }
  /** Steps of all runbooks that were begun in it. */
  runbook: { steps: number; ticked: number } | null
  ended: 'resolved' | 'stopped'
}

/** Scores a drill: every item says why. What could not be judged is left out, and gives and takes nothing. */
export function scoreDrill(facts: DrillFacts): DrillScore {
  const items = [
    timeItem('Somebody took care of it', 'acknowledge', 2, facts),
    timeItem('A fix was out and watched', 'mitigate', 2, facts),
    timeItem('It was resolved', 'repair', 3, facts),
    ...updatesItem(facts),
    ...rolesItem(facts),
    runbookItem(facts),
  ]
  const sum = (part: (item: ScoreItem) => number) => items.reduce((total, item) => total + part(item), 0)
  return { items, points: sum(({ points }) => points), of: sum(({ of }) => of), ended: facts.ended }
}

function timeItem(
  what: string,
  measure: keyof DrillFacts['times'],
  of: number,
  facts: DrillFacts,
): ScoreItem {
  const taken = facts.times[measure]
  const target = facts.targets[measure]
  if (taken === null) return { what, points: 0, of, why: 'it never happened' }
  const clock = `after ${inMinutes(taken)} of the drill’s clock`
  if (target === null) return { what, points: of, of, why: `${clock}; there is no target for it` }
  const isInTime = taken <= target
  return {
    what,
    points: isInTime ? of : 1,
    of,
    why: `${clock}, ${isInTime ? 'within' : 'over'} the target of ${inMinutes(target)}`,
  }
}

function updatesItem({ promises: { kept, late, held } }: DrillFacts): ScoreItem[] {
  const owed = kept + late + held
  if (owed === 0) return []
  const why = `${kept} of ${owed} came in time from a person, ${late} late, ${held} automatically`
  return [{ what: 'Updates came when they were promised', points: Math.round((3 * kept) / owed), of: 3, why }]
}

function rolesItem({ roles: { known, taken } }: DrillFacts): ScoreItem[] {
  if (known === 0) return []
  const why = `${taken} of ${known} ${known === 1 ? 'role' : 'roles'} beside the commander ${taken === 1 ? 'was' : 'were'} taken`
  return [{ what: 'The work was shared', points: Math.round((2 * taken) / known), of: 2, why }]
}

function runbookItem({ runbook }: DrillFacts): ScoreItem {
  const what = 'A runbook was followed'
  if (!runbook) return { what, points: 0, of: 2, why: 'none was begun' }
  const { steps, ticked } = runbook
  const points = steps === 0 ? 2 : Math.round((2 * ticked) / steps)
  return { what, points, of: 2, why: `${ticked} of ${steps} steps were ticked` }
}

const inMinutes = (ms: number): string => {
  const minutes = ms / 60_000
  return `${minutes < 10 ? Number(minutes.toFixed(1)) : Math.round(minutes)} min`
}
