import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Incident } from '../incident/incident.ts'
import { isOpen } from '../incident/incident.ts'
import type { UserId } from '../people.ts'
import type { DrillScore } from './score.ts'

/** What is rehearsed. Times are milliseconds of the script's own clock, which a drill runs through faster. */
export type DrillScript = {
  name: string
  title: string
  severity: string
  lasts: number
  steps: DrillStep[]
}

/** What is said then, and in the sandbox what is really broken or mended. */
export type DrillStep = { after: number; say: string; fault: { name: string; isOn: boolean } | null }

/** A drill as it was begun; `factor` is how many times faster than its script it goes. */
export type Drill = {
  incidentId: number
  script: DrillScript
  begunAt: Date
  begunBy: UserId
  factor: number
  stepsDone: number
  endedAt: Date | null
  score: DrillScore | null
}

export type DrillDuty =
  | { do: 'switch'; key: string; fault: { name: string; isOn: boolean } }
  | { do: 'say'; step: number }
  /** Ends the incident of a drill that nobody resolved. */
  | { do: 'stop'; because: string }
  | { do: 'score' }
  | { do: 'wait'; until: Date | null }

/** `canSwitch`: the world outside is the sandbox. `real` is an incident that was declared since and is none. */
type Facts = { now: Date; canSwitch: boolean; real: number | null }

/** What is due for a drill now. Whatever it broke is mended before it is scored. */
export function nextDrillDuty(drill: Drill, incident: Incident, { now, canSwitch, real }: Facts): DrillDuty {
  if (drill.endedAt) return { do: 'wait', until: null }
  if (!isOpen(incident)) return nextMend(drill, incident, now) ?? { do: 'score' }
  if (real !== null) return { do: 'stop', because: `incident ${real} is a real one` }
  const { steps, lasts } = drill.script
  const step = steps[drill.stepsDone]
  const next = atOf(drill, step?.after ?? lasts)
  if (next > now) return { do: 'wait', until: next }
  if (!step) return { do: 'stop', because: 'its time is over' }
  const change =
    canSwitch && step.fault ? switching(incident, stepKey(drill.stepsDone), step.fault, now) : null
  return change ?? { do: 'say', step: drill.stepsDone }
}

/** When something of the script is in a drill's own time. */
const atOf = ({ begunAt, factor }: Drill, after: number): Date => addMilliseconds(begunAt, after / factor)

const stepKey = (step: number): string => `drill-fault:${step}`

/** How switching a step's fault went; null where it was only told of. */
export function switched(incident: Incident, step: number): 'done' | 'failed' | null {
  const state = actNamed(incident, stepKey(step))?.state
  return state === 'done' || state === 'failed' ? state : null
}

/** The first fault that is still on because of this drill; a wait where mending it is tried again later. */
function nextMend({ script, stepsDone }: Drill, incident: Incident, now: Date): DrillDuty | null {
  const begun = script.steps.slice(0, stepsDone + 1).map(({ fault }, step) => ({ fault, step }))
  const left = new Set<string>()
  for (const { fault, step } of begun) {
    if (!fault || !actNamed(incident, stepKey(step))) continue
    if (fault.isOn) left.add(fault.name)
    else left.delete(fault.name)
  }
  for (const name of left) {
    const duty = switching(incident, `drill-mend:${name}`, { name, isOn: false }, now)
    if (duty) return duty
  }
  return null
}

/** Null once it has ended, either way. */
function switching(
  incident: Incident,
  key: string,
  fault: { name: string; isOn: boolean },
  now: Date,
): DrillDuty | null {
  const act = actNamed(incident, key)
  if (act && act.state !== 'intended') return null
  const retryAt = act?.retryAt ?? null
  return retryAt && retryAt > now ? { do: 'wait', until: retryAt } : { do: 'switch', key, fault }
}

const actNamed = ({ acts }: Incident, name: string) => acts.find((act) => act.name === name)

/** Updates are owed as much faster as the drill goes, but never so often that the reminder comes at once. */
export function drillCadence(updateEvery: number | null, factor: number, nudgeBefore: number): number | null {
  return updateEvery === null ? null : Math.min(updateEvery, Math.max(updateEvery / factor, 2 * nudgeBefore))
}
