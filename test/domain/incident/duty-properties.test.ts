import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policy } from '../incidents.ts'
import { type Outcome, Simulation } from '../simulation.ts'

const outcomes = fc.array(fc.constantFrom<Outcome[]>('done', 'failed', 'trouble'), { maxLength: 30 })
const severities = fc.constantFrom('p0', 'p1', 'p2', 'p3')
const events = fc.array(
  fc.record({ waitSeconds: fc.integer({ min: 0, max: 5000 }), does: fc.constantFrom('nothing', 'update') }),
  { maxLength: 12 },
)

type Story = { severity: string; slack: Outcome[]; events: { waitSeconds: number; does: string }[] }
const stories: fc.Arbitrary<Story> = fc.record({ severity: severities, slack: outcomes, events })

/** Lives through a story, woken whenever a duty asked for it, and returns what happened. */
function live({ severity, slack, events }: Story): Simulation {
  const world = new Simulation(severity, slack)
  for (const { waitSeconds, does } of events) {
    const until = new Date(world.now.getTime() + waitSeconds * 1000)
    for (let due = world.advance(); due !== null && due <= until; due = world.advance()) world.now = due
    world.now = until
    if (does === 'update') world.update()
  }
  world.advance()
  return world
}

test('no update is held before it is due, and woken in time none is late', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const holds = live(story).steps.filter(({ duty }) => duty.do === 'hold')
      for (const { at, owed } of holds) expect(at.getTime()).toBe(owed?.getTime())
    }),
  )
})

test('every wait ends in the future, and whatever is done brings the incident to rest', () => {
  fc.assert(
    fc.property(stories, (story) => {
      for (const { at, duty } of live(story).steps)
        if (duty.do === 'wait' && duty.until) expect(duty.until.getTime()).toBeGreaterThan(at.getTime())
    }),
  )
})

test('one reminder and at most one automatic update belong to one promise', () => {
  fc.assert(
    fc.property(stories, (story) => {
      for (const what of ['nudge', 'hold']) {
        const owed = live(story)
          .steps.filter(({ duty }) => duty.do === what)
          .map(({ owed }) => owed?.getTime())
        expect(new Set(owed).size).toBe(owed.length)
      }
    }),
  )
})

test('a bot that was away for days posts one automatic update, and the next is due in the future', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('p0', 'p1', 'p2'),
      fc.integer({ min: 3600, max: 500_000 }),
      (severity, away) => {
        const world = new Simulation(severity, [])
        world.advance()
        world.now = new Date(world.now.getTime() + away * 1000)
        const before = world.steps.length
        const next = world.advance()
        const duties = world.steps.slice(before).map(({ duty }) => duty.do)
        expect(duties.filter((duty) => duty === 'hold')).toHaveLength(1)
        expect(next?.getTime()).toBeGreaterThan(world.now.getTime())
      },
    ),
  )
})

test('whichever steps Slack refuses, the others are tried and the card is shown once', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const world = live(story)
      for (let due = world.advance(); due !== null && due.getTime() < 2e12; due = world.advance()) {
        world.now = due
        if (world.steps.length > 500 || world.outcomes.length === 0) break
      }
      const announced = world.steps.filter(({ duty }) => duty.do === 'announce')
      expect(announced.length).toBeLessThanOrEqual(1)
      if (world.incident.channel !== null) expect(announced).toHaveLength(1)
    }),
  )
})

test('after the end no update is owed, whatever happened before', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 100_000 }), (story, later) => {
      const world = live(story)
      world.resolve()
      const before = world.steps.length
      world.advance()
      world.now = new Date(world.now.getTime() + later * 1000)
      world.advance()
      const duties = world.steps.slice(before).map(({ duty }) => duty)
      expect(duties.filter((duty) => ['hold', 'nudge', 'announce'].includes(duty.do))).toEqual([])
    }),
  )
})

const minute = 60_000
const pause = { at: new Date(0), by: 'U0MAYA00001', because: 'nobody can do anything', until: null }
const changes = fc.oneof(
  severities.map((severity) => ({ severity })),
  fc
    .constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const)
    .map((state) => ({ state })),
  fc.constantFrom(null, 30 * minute, 60 * minute).map((relaxedEvery) => ({ relaxedEvery })),
  fc.constantFrom(null, pause).map((paused) => ({ pause: paused })),
)
const lives = fc.record({
  severity: severities,
  events: fc.array(
    fc.record({
      waitSeconds: fc.integer({ min: 0, max: 5000 }),
      isWoken: fc.boolean(),
      does: fc.oneof(fc.constant('update' as const), changes),
    }),
    { maxLength: 20 },
  ),
  isResolved: fc.boolean(),
})

test('whatever people change and however long the bot is away, every promise ends exactly once', () => {
  fc.assert(
    fc.property(lives, ({ severity, events, isResolved }) => {
      const world = new Simulation(severity, [])
      for (const { waitSeconds, isWoken, does } of events) {
        const until = new Date(world.now.getTime() + waitSeconds * 1000)
        for (let due = world.advance(); isWoken && due !== null && due <= until; due = world.advance())
          world.now = due
        world.now = until
        if (does === 'update') world.update()
        else world.change(does)
      }
      world.advance()
      if (isResolved) world.resolve()
      const open = isResolved || !('promise' in world.incident) || !world.incident.promise ? 0 : 1
      const ended = world.promised.slice(0, world.promised.length - open)
      expect(ended.map(({ ends }) => ends.length)).toEqual(ended.map(() => 1))
      if (open) expect(world.promised.at(-1)?.ends).toEqual([])
      expect(world.promised.every(({ ends }) => !ends.includes('nothing'))).toBe(true)
    }),
  )
})

test('while it is paused or in triage nothing is owed, and afterwards it is again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('p0', 'p1', 'p2'),
      fc.integer({ min: 0, max: 50_000 }),
      (severity, asleep) => {
        const world = new Simulation(severity, [])
        world.advance()
        world.change({ pause })
        const before = world.steps.length
        world.now = new Date(world.now.getTime() + asleep * 1000)
        world.advance()
        const duties = world.steps.slice(before).map(({ duty }) => duty.do)
        expect(duties.filter((duty) => duty === 'hold' || duty === 'nudge')).toEqual([])
        world.change({ pause: null })
        const due = world.promised.at(-1)?.dueAt.getTime() ?? 0
        expect(due).toBeGreaterThanOrEqual(world.now.getTime() + policy.nudgeBefore)
      },
    ),
  )
})
