import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEnded } from '../../src/domain/deployment.ts'
import { nextStep } from '../../src/domain/rollout.ts'
import type { Wait } from '../../src/domain/wait.ts'
import { planned } from '../views/samples.ts'
import { type Attempt, Life } from './rollout-life.ts'

type Event = { afterSeconds: number; does: 'approve' | 'cancel' | 'block' | 'nothing' }
type Story = { needed: number; isWorkflow: boolean; attempts: Attempt[]; events: Event[] }

const attempts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Attempt>('done') },
    { weight: 4, arbitrary: fc.constantFrom<Attempt[]>('failed', 'pending', 'trouble', 'changed') },
  ),
  { maxLength: 40 },
)
const events = fc.array(
  fc.record({
    afterSeconds: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 200 })),
    does: fc.constantFrom<Event['does'][]>('approve', 'approve', 'approve', 'cancel', 'block', 'nothing'),
  }),
  { maxLength: 10 },
)
const stories: fc.Arbitrary<Story> = fc.record({
  needed: fc.integer({ min: 0, max: 2 }),
  isWorkflow: fc.boolean(),
  attempts,
  events,
})

/** Lives through a story, woken whenever it asked for it, then two days on with an approval every hour. */
function live({ needed, isWorkflow, attempts, events }: Story): Life {
  const steps = planned().steps
  const plan = planned({
    approvalsNeeded: needed,
    ...(isWorkflow
      ? { kind: 'github-actions' as const, steps: ['record' as const, 'run-workflow' as const] }
      : { steps }),
  })
  const life = new Life(plan, attempts)
  const later = Array.from({ length: 48 }, (): Event => ({ afterSeconds: 3600, does: 'approve' }))
  for (const { afterSeconds, does } of [...events, ...later]) {
    const until = new Date(life.now.getTime() + afterSeconds * 1000)
    const waits: Wait[] = does === 'block' ? [{ for: 'deployment', id: 1, is: 'under-way' }] : []
    for (let due = life.advance(waits); due !== null && due <= until; due = life.advance(waits))
      life.now = due
    life.now = until
    if (does === 'approve') life.approve()
    if (does === 'cancel') life.cancel()
  }
  life.advance()
  return life
}

const always = (holds: (life: Life, story: Story) => void) =>
  fc.assert(
    fc.property(stories, (story) => holds(live(story), story)),
    { numRuns: 300 },
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

test('it promotes nothing that was not built and smoke-tested, nor after somebody cancelled', () => {
  always((life) => {
    for (const { step, before } of life.taken) {
      if (step.do !== 'act' || step.name !== 'promote') continue
      const states = new Map(before.acts.map((act) => [act.name, act.state]))
      expect([states.get('build'), states.get('smoke')]).toEqual(['done', 'done'])
      const isFirst = states.get('promote') === undefined
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
    expect(notDone.filter((name) => !['record', 'mark-started', 'conclude', 'stop'].includes(name))).toEqual(
      [],
    )
  })
})
