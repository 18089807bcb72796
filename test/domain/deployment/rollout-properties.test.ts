import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEnded } from '../../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../../src/domain/deployment/plan.ts'
import type { UndoName } from '../../../src/domain/deployment/plan-steps.ts'
import { nextStep } from '../../../src/domain/deployment/rollout.ts'
import { type TroubleChoice, troubleChoices } from '../../../src/domain/deployment/rollout-state.ts'
import { baseOf, stageOf, stepsOfStages } from '../../../src/domain/deployment/stages.ts'
import type { Verdict } from '../../../src/domain/deployment/verdict.ts'
import type { Wait } from '../../../src/domain/gate/wait.ts'
import { planned } from '../../views/samples.ts'
import { type Attempt, Life } from './rollout-life.ts'

type Event = { afterSeconds: number; does: 'approve' | 'cancel' | 'block' | 'nothing' | TroubleChoice }
type Story = { needed: number; plan: keyof typeof plans; attempts: Attempt[]; events: Event[] }

const stages = [
  { percent: 10, for: 60_000 },
  { percent: 50, for: 60_000 },
]
const undo: UndoName[] = ['restore-frontend', 'check-restored']
const plans = {
  plain: {},
  workflow: { kind: 'github-actions', steps: ['record', 'run-workflow'] },
  watched: { steps: [...planned().steps, 'watch'], undo },
  staged: {
    steps: ['record', 'build', 'smoke', ...stepsOfStages(stages), 'check-live', 'watch'],
    ...{ stages, undo, rollback: 'automatic' },
  },
  asking: {
    steps: ['record', 'build', 'smoke', ...stepsOfStages(stages), 'check-live', 'watch'],
    stages,
    undo,
  },
  rollback: { purpose: 'rollback', steps: ['record', ...undo] },
} satisfies Record<string, Partial<DeploymentPlan>>

const attempts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Attempt>('done') },
    { weight: 2, arbitrary: fc.constantFrom<Attempt[]>('failed', 'pending', 'trouble', 'changed', 'bad') },
  ),
  { maxLength: 40 },
)
const events = fc.array(
  fc.record({
    afterSeconds: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 200 })),
    does: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<Event['does']>('approve', 'block', 'nothing') },
      { weight: 1, arbitrary: fc.constant<Event['does']>('cancel') },
      { weight: 3, arbitrary: fc.constantFrom<Event['does']>(...troubleChoices) },
    ),
  }),
  { maxLength: 10 },
)
const stories: fc.Arbitrary<Story> = fc.record({
  needed: fc.integer({ min: 0, max: 2 }),
  plan: fc.constantFrom(...(Object.keys(plans) as (keyof typeof plans)[])),
  attempts,
  events,
})

/** Lives through a story, woken whenever it asked for it, then two days on with a word every hour. */
function live({ needed, plan: kind, attempts, events }: Story): Life {
  const plan = planned({ approvalsNeeded: needed, ...plans[kind] })
  const life = new Life(plan, attempts)
  const words = ['approve', 'keep', 'go-on', 'roll-back'] as const
  const later = words.flatMap((does): Event[] =>
    Array.from({ length: 12 }, () => ({ afterSeconds: 3600, does })),
  )
  for (const { afterSeconds, does } of [...events, ...later]) {
    const until = new Date(life.now.getTime() + afterSeconds * 1000)
    const waits: Wait[] = does === 'block' ? [{ for: 'deployment', id: 1, is: 'under-way' }] : []
    for (let due = life.advance(waits); due !== null && due <= until; due = life.advance(waits))
      life.now = due
    life.now = until
    if (does === 'approve') life.approve()
    if (does === 'cancel') life.cancel()
    const choice = troubleChoices.find((known) => known === does)
    if (choice) life.decide(choice)
  }
  life.advance()
  return life
}

const always = (holds: (life: Life, story: Story) => void) =>
  fc.assert(
    fc.property(stories, (story) => holds(live(story), story)),
    { numRuns: 500 },
  )

test('it always comes to an end, and then nothing is due any more', () => {
  always((life) => {
    expect(isEnded(life.deployment.state)).toBe(true)
    expect(nextStep(life.deployment, [], life.now)).toEqual({
      do: 'wait',
      until: null,
    })
  })
})

test('it never waits for a moment that has passed', () => {
  always((life) => {
    for (const { at, step } of life.taken)
      if (step.do === 'wait' && step.until) expect(step.until.getTime()).toBeGreaterThan(at.getTime())
  })
})

test('it begins no act twice in a round but the reading of facts', () => {
  always((life) => {
    const acts = life.begun.filter((act) => !act.endsWith('retake-facts'))
    expect(new Set(acts).size).toBe(acts.length)
  })
})

test('it takes no act whose outcome is stored, but to read the facts again', () => {
  always((life) => {
    for (const { step, before } of life.taken) {
      if (step.do !== 'act' || step.name === 'retake-facts') continue
      const act = before.acts.find(({ name }) => name === step.name)
      expect(act === undefined || act.state === 'intended').toBe(true)
    }
  })
})

test('it starts nothing without the approvals of this round', () => {
  always((life, { needed }) => {
    for (const { step, before } of life.taken)
      if (step.do === 'start') {
        expect(before.state).toBe('queued')
        expect('approvals' in before ? before.approvals.length : -1).toBeGreaterThanOrEqual(needed)
      }
  })
})

test('it gives users nothing that was not built and smoke-tested, nor after somebody cancelled', () => {
  always((life) => {
    for (const { step, before } of life.taken) {
      if (step.do !== 'act' || !['promote', 'enter-stage:0'].includes(step.name)) continue
      const states = new Map(before.acts.map((act) => [act.name, act.state]))
      expect([states.get('build'), states.get('smoke')]).toEqual(['done', 'done'])
      const isFirst = states.get(step.name) === undefined
      if (isFirst && before.state === 'rolling-out') expect(before.cancelRequestedBy).toBeNull()
    }
  })
})

test('it starts only while nobody else is on, with facts that are less than a minute old', () => {
  always((life) => {
    for (const { at, step, before } of life.taken) {
      if (step.do !== 'start') continue
      const facts = before.acts.find(({ name }) => name === 'retake-facts')
      const age = facts?.state === 'done' ? at.getTime() - facts.finishedAt.getTime() : Number.NaN
      expect(age).toBeLessThan(60_000)
    }
    const blocked = nextStep(
      life.taken[0]?.before ?? life.deployment,
      [{ for: 'deployment', id: 7, is: 'under-way' }],
      life.now,
    )
    expect(blocked.do).not.toBe('start')
  })
})

test('it says that all is verified only where every step that matters is done', () => {
  always((life) => {
    const last = life.taken.findLast(({ step }) => step.do === 'end')
    if (last?.step.do !== 'end' || last.step.ending.to !== 'verified') return
    const notDone = last.before.acts.filter(({ state }) => state !== 'done').map(({ name }) => name)
    // What was only asked for a person who has decided meanwhile is of no matter.
    const excused = ['record', 'mark-started', 'conclude', 'stop', 'find-flags', ...life.overruled]
    expect(notDone.filter((name) => !excused.includes(name) && !name.includes('-before-'))).toEqual([])
  })
})

test('it goes to more visitors only after the stage before passed its watch, or by a person’s word', () => {
  always((life) => {
    for (const { step, before } of life.taken) {
      const stage = step.do === 'act' && baseOf(step.name) === 'enter-stage' ? stageOf(step.name) : null
      if (stage === null || stage === 0) continue
      const watch = before.acts.find(({ name }) => name === `watch-stage:${stage - 1}`)
      const passed = watch?.state === 'done' && (watch.outcome as Verdict).is === 'pass'
      expect(passed || life.overruled.includes(`watch-stage:${stage - 1}`)).toBe(true)
    }
  })
})

test('it leaves nobody with a release that was taken back, and tries to take back whatever failed', () => {
  always((life) => {
    const last = life.taken.findLast(({ step }) => step.do === 'end')
    const ending = last?.step.do === 'end' ? last.step.ending : null
    const undone = (last?.before.acts ?? []).filter(({ name }) => undo.some((one) => one === name))
    if (ending?.to === 'rolled-back') expect(undone.map(({ state }) => state)).toEqual(['done', 'done'])
    const isOut = last?.before.acts.some(({ name, state }) => name === 'enter-stage:1' && state === 'done')
    if (ending?.to === 'failed' && isOut) expect(undone.at(-1)?.state).toBe('failed')
  })
})
