import { describe, expect, test } from 'vitest'
import { type Drill, drillCadence, nextDrillDuty } from '../../../src/domain/drill/drill.ts'
import { type DrillFacts, scoreDrill } from '../../../src/domain/drill/score.ts'
import type { Incident } from '../../../src/domain/incident/incident.ts'
import { act, declaredAt, incident, inSeconds } from '../incidents.ts'

const minute = 60_000
const drill = (change: Partial<Drill> = {}): Drill => ({
  incidentId: 3,
  script: {
    ...{ name: 'fire', title: 'Fire', severity: 'p0', lasts: 60 * minute },
    steps: [
      { after: 0, say: 'Smoke', fault: { name: 'siteFails', isOn: true } },
      { after: 30 * minute, say: 'Rain', fault: { name: 'siteFails', isOn: false } },
    ],
  },
  begunAt: declaredAt,
  begunBy: 'U0MAYA00001',
  factor: 6,
  stepsDone: 0,
  endedAt: null,
  score: null,
  ...change,
})
type Facts = Omit<Parameters<typeof nextDrillDuty>[2], 'now'>
const sandbox: Facts = { canSwitch: true, real: null }
const at = (seconds: number, one: Drill, of: Incident = incident(), facts = sandbox) =>
  nextDrillDuty(one, of, { ...facts, now: inSeconds(seconds) })
const ended: Incident = {
  ...incident(),
  state: 'resolved',
  resolvedAt: inSeconds(90),
  resolvedBy: 'U0MAYA00001',
  summary: 'Out.',
}

describe('what is due for a drill', () => {
  test('is each step at its time, six times faster than it is written, and then the end', () => {
    expect(at(0, drill(), incident(), { ...sandbox, canSwitch: false })).toEqual({ do: 'say', step: 0 })
    expect(at(1, drill({ stepsDone: 1 }))).toEqual({ do: 'wait', until: inSeconds(300) })
    expect(at(400, drill({ stepsDone: 1 }), incident({ acts: [act('drill-fault:1', 'done')] }))).toEqual({
      do: 'say',
      step: 1,
    })
    expect(at(400, drill({ stepsDone: 2 }))).toEqual({ do: 'wait', until: inSeconds(600) })
    expect(at(600, drill({ stepsDone: 2 }))).toEqual({ do: 'stop', because: 'its time is over' })
  })

  test('is a fault before the step that tells of it, again after trouble, and told also where it failed', () => {
    const fault = { do: 'switch', key: 'drill-fault:0', fault: { name: 'siteFails', isOn: true } }
    expect(at(0, drill())).toEqual(fault)
    const waiting = incident({ acts: [act('drill-fault:0', { retryAt: inSeconds(5) })] })
    expect(at(1, drill(), waiting)).toEqual({ do: 'wait', until: inSeconds(5) })
    expect(at(5, drill(), waiting)).toEqual(fault)
    const failed = incident({ acts: [act('drill-fault:0', 'failed')] })
    expect(at(5, drill(), failed)).toEqual({ do: 'say', step: 0 })
  })

  test('is to mend what it broke once it is over, and only then its score', () => {
    const broken = { ...ended, acts: [act('drill-fault:0', 'done')] }
    const mend = { do: 'switch', key: 'drill-mend:siteFails', fault: { name: 'siteFails', isOn: false } }
    expect(at(100, drill({ stepsDone: 1 }), broken)).toEqual(mend)
    // A switch whose answer was lost when it ended may have worked.
    const unsure = { ...ended, acts: [act('drill-fault:0', { retryAt: null })] }
    expect(at(100, drill(), unsure)).toEqual(mend)
    const mended = { ...ended, acts: [act('drill-fault:0', 'done'), act('drill-mend:siteFails', 'done')] }
    expect(at(100, drill({ stepsDone: 1 }), mended)).toEqual({ do: 'score' })
    expect(at(100, drill({ stepsDone: 1, endedAt: inSeconds(99) }), mended)).toEqual({
      do: 'wait',
      until: null,
    })
  })

  test('is its end where a real incident was declared meanwhile', () => {
    expect(at(1, drill(), incident(), { canSwitch: true, real: 9 })).toEqual({
      do: 'stop',
      because: 'incident 9 is a real one',
    })
  })
})

test('updates are owed as much faster, but never so often that the reminder comes at once', () => {
  expect(drillCadence(15 * minute, 6, minute)).toBe(2.5 * minute)
  expect(drillCadence(15 * minute, 6, 3 * minute)).toBe(6 * minute)
  expect(drillCadence(minute, 6, 3 * minute)).toBe(minute)
  expect(drillCadence(null, 6, minute)).toBeNull()
})

describe('the score of a drill', () => {
  const facts: DrillFacts = {
    times: { acknowledge: 4 * minute, mitigate: 25 * minute, repair: null },
    targets: { acknowledge: 5 * minute, mitigate: 20 * minute, repair: 30 * minute },
    promises: { kept: 2, late: 1, held: 1 },
    roles: { known: 2, taken: 1 },
    runbook: { steps: 8, ticked: 4 },
    ended: 'stopped',
  }

  test('says why of every item', () => {
    const score = scoreDrill(facts)
    expect(score.items.map(({ points, of, why }) => `${points}/${of} ${why}`)).toEqual([
      '2/2 after 4 min of the drill’s clock, within the target of 5 min',
      '1/2 after 25 min of the drill’s clock, over the target of 20 min',
      '0/3 it never happened',
      '2/3 2 of 4 came in time from a person, 1 late, 1 automatically',
      '1/2 1 of 2 roles beside the commander was taken',
      '1/2 4 of 8 steps were ticked',
    ])
    expect([score.points, score.of]).toEqual([7, 14])
  })

  test('leaves out what could not be judged', () => {
    const none = { kept: 0, late: 0, held: 0 }
    const score = scoreDrill({
      ...facts,
      promises: none,
      roles: { known: 0, taken: 0 },
      runbook: null,
      targets: { ...facts.targets, mitigate: null },
    })
    expect(score.items.map(({ points, of, why }) => `${points}/${of} ${why}`)).toEqual([
      '2/2 after 4 min of the drill’s clock, within the target of 5 min',
      '2/2 after 25 min of the drill’s clock; there is no target for it',
      '0/3 it never happened',
      '0/2 none was begun',
    ])
  })
})
