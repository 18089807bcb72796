import { describe, expect, test } from 'vitest'
import type { Act } from '../../../src/domain/act.ts'
import type { StepName, UndoName } from '../../../src/domain/deployment/plan-steps.ts'
import { nextStep } from '../../../src/domain/deployment/rollout.ts'
import { canStillStop, openChoices } from '../../../src/domain/deployment/rollout-state.ts'
import { stepsOfStages } from '../../../src/domain/deployment/stages.ts'
import {
  awaiting,
  done,
  ended,
  failedAct,
  minutesLater,
  planned,
  priya,
  rollingOut,
  running,
  verified,
} from '../../views/samples.ts'

const now = minutesLater(5)
const next = (deployment: Parameters<typeof nextStep>[0], at = now) => nextStep(deployment, [], at)
const retaken = (changed: string[], at = now): Act => ({
  ...done('retake-facts'),
  state: 'done',
  finishedAt: at,
  outcome: { changed },
})
const queued = (acts: Act[]) => ({ ...ended('queued'), acts })
const workflow = (acts: Act[], cancelRequestedBy?: string) => ({
  ...rollingOut({ acts, ...(cancelRequestedBy ? { cancelRequestedBy } : {}) }),
  plan: planned({ kind: 'github-actions', steps: ['record', 'run-workflow'] }),
})

describe('a planned deployment', () => {
  test('is planned, and then settled', () => {
    expect(next(ended('planned'))).toEqual({ do: 'act', name: 'plan' })
    expect(next({ ...ended('planned'), acts: [done('plan')] })).toEqual({ do: 'settle-plan' })
  })
  test('fails where its facts cannot be had', () => {
    expect(next({ ...ended('planned'), acts: [failedAct('plan', 'GitHub is away.')] })).toMatchObject({
      do: 'end',
      ending: {
        to: 'failed',
        failure: { step: 'plan', why: 'GitHub is away.', leaves: 'Nothing was changed.' },
      },
    })
  })
  test('waits for the next try', () => {
    const trying = { ...ended('planned'), acts: [running('plan', { retryAt: minutesLater(6) })] }
    expect(next(trying)).toEqual({ do: 'wait', until: minutesLater(6) })
    expect(next(trying, minutesLater(6))).toEqual({ do: 'act', name: 'plan' })
  })
})

describe('a deployment that waits for approval', () => {
  test('waits until it expires, and expires at that moment', () => {
    expect(next(awaiting())).toEqual({ do: 'wait', until: minutesLater(60) })
    expect(next(awaiting(), minutesLater(60))).toEqual({ do: 'expire' })
  })
})

describe('an approved deployment', () => {
  test('waits for the one before it', () => {
    expect(nextStep(queued([retaken([])]), [{ for: 'deployment', id: 2, is: 'before-it' }], now)).toEqual({
      do: 'wait',
      until: null,
    })
  })
  test('reads the facts again, and starts while they are fresh', () => {
    expect(next(queued([]))).toEqual({ do: 'act', name: 'retake-facts' })
    expect(next(queued([retaken([])]))).toEqual({ do: 'start' })
    expect(next(queued([retaken([], minutesLater(3))]))).toEqual({ do: 'act', name: 'retake-facts' })
  })
  test('reads them again where the clock was set back since', () => {
    expect(next(queued([retaken([], minutesLater(65))]))).toEqual({ do: 'act', name: 'retake-facts' })
  })
  test('is planned anew where they changed', () => {
    expect(next(queued([retaken(['main was force-pushed'])]))).toEqual({
      do: 'replan',
      changed: ['main was force-pushed'],
    })
  })
})

describe('a rollout', () => {
  test('goes on without GitHub’s record', () => {
    const acts = [failedAct('record', 'No permission.'), failedAct('mark-started', 'No record.')]
    expect(next(rollingOut({ acts }))).toEqual({ do: 'act', name: 'build' })
  })
  test('takes its steps in order and ends as verified', () => {
    const acts: Act[] = []
    const taken: string[] = []
    for (let step = next(rollingOut({ acts })); step.do === 'act'; step = next(rollingOut({ acts }))) {
      taken.push(step.name)
      acts.push(done(step.name))
    }
    expect(taken).toEqual([
      ...['record', 'mark-started', 'build', 'smoke', 'promote', 'check-live', 'conclude'],
    ])
    expect(next(rollingOut({ acts }))).toEqual({ do: 'end', ending: { to: 'verified' } })
  })
  test.each([
    ['build', 'production still runs 9f8e7d6.'],
    ['smoke', 'production still runs 9f8e7d6.'],
    ['promote', 'It is not certain whether production runs a1b2c3d or what it ran before.'],
    ['check-live', 'production runs a1b2c3d, which failed its check.'],
  ])('that fails at %s says what that leaves', (step, leaves) => {
    const before = ['record', 'mark-started', 'build', 'smoke', 'promote', 'check-live']
    const acts = [...before.slice(0, before.indexOf(step)).map((name) => done(name)), failedAct(step, 'Why.')]
    expect(next(rollingOut({ acts }))).toEqual({ do: 'act', name: 'conclude' })
    expect(next(rollingOut({ acts: [...acts, done('conclude')] }))).toMatchObject({
      do: 'end',
      ending: { to: 'failed', failure: { step, why: 'Why.', leaves } },
    })
  })
})

describe('a rollout that is to be cancelled', () => {
  const by = priya
  test('stops the build that is under way, reports and ends', () => {
    const acts = [done('record'), running('build')]
    expect(next(rollingOut({ cancelRequestedBy: by, acts }))).toEqual({ do: 'act', name: 'stop' })
    const stopped = [...acts, done('stop')]
    expect(next(rollingOut({ cancelRequestedBy: by, acts: stopped }))).toEqual({
      do: 'act',
      name: 'conclude',
    })
    expect(next(rollingOut({ cancelRequestedBy: by, acts: [...stopped, done('conclude')] }))).toEqual({
      do: 'end',
      ending: { to: 'cancelled', by, effect: 'Nothing was released.' },
    })
  })
  test('says that the build goes on where it could not be stopped', () => {
    const acts = [
      running('build'),
      failedAct('stop', 'It had ended before it could be stopped.'),
      done('conclude'),
    ]
    expect(next(rollingOut({ cancelRequestedBy: by, acts }))).toMatchObject({
      ending: {
        effect:
          'Nothing was released, but the build was not stopped. It had ended before it could be stopped.',
      },
    })
  })
  test('has nothing to stop between two steps', () => {
    const acts = [done('record'), done('build')]
    expect(next(rollingOut({ cancelRequestedBy: by, acts }))).toEqual({ do: 'act', name: 'conclude' })
  })
  test('goes on once the promotion has begun', () => {
    const acts = [
      ...['record', 'mark-started', 'build', 'smoke'].map((name) => done(name)),
      running('promote'),
    ]
    expect(next(rollingOut({ cancelRequestedBy: by, acts }))).toEqual({ do: 'act', name: 'promote' })
  })
  test('stops a workflow, but goes on where that ran to its end or would not stop', () => {
    const begun = [done('record'), done('mark-started'), running('run-workflow')]
    expect(next(workflow(begun, by))).toEqual({ do: 'act', name: 'stop' })
    expect(next(workflow([...begun, done('stop'), done('conclude')], by))).toMatchObject({
      ending: { to: 'cancelled', effect: 'The workflow run was stopped; how far it came stands in its log.' },
    })
    const unstoppable = [...begun, failedAct('stop', 'It had ended.')]
    expect(next(workflow(unstoppable, by))).toEqual({ do: 'act', name: 'run-workflow' })
    const over = [done('record'), done('mark-started'), done('run-workflow'), done('conclude')]
    expect(next(workflow(over, by))).toEqual({ do: 'end', ending: { to: 'verified' } })
  })
})

test('it can be stopped until something is about to change', () => {
  expect(canStillStop(rollingOut({ acts: [done('build'), running('smoke')] }))).toBe(true)
  expect(canStillStop(rollingOut({ acts: [done('build'), running('promote')] }))).toBe(false)
  expect(canStillStop(rollingOut({ acts: [failedAct('build', 'No.')] }))).toBe(false)
  expect(canStillStop(workflow([running('run-workflow')]))).toBe(true)
  expect(canStillStop(workflow([done('run-workflow')]))).toBe(false)
})

test('nothing is due after the end', () => {
  for (const over of [verified(), ended('expired'), ended('rejected'), ended('refused'), ended('cancelled')])
    expect(next(over)).toEqual({ do: 'wait', until: null })
})

describe('what a person may say of a release in stages', () => {
  const stages = [{ percent: 10, for: 60_000 }]
  const steps = stepsOfStages(stages)
  const undo: UndoName[] = ['restore-frontend', 'check-restored']
  const plan = planned({ stages, steps: ['record', 'build', 'smoke', ...steps, 'check-live', 'watch'], undo })
  const out = (acts: Act[]) => ({ ...rollingOut({ acts }), plan })
  const paused = (step: StepName, acts: Act[]) => ({
    ...{ ...ended('queued'), acts, plan, approvals: [], startedAt: now, state: 'paused' as const },
    trouble: { is: 'inconclusive' as const, step, why: 'Nobody called it.' },
  })
  test('is to take it back while some visitors have it, and not to stop it', () => {
    expect(openChoices(out([done('smoke')]))).toEqual([])
    expect(openChoices(out([running('enter-stage:0')]))).toEqual(['roll-back'])
    expect(canStillStop(out([running('enter-stage:0')]))).toBe(false)
  })
  test('is to go on between two stages, and to keep it at the end', () => {
    const entered = [done('enter-stage:0'), done('watch-stage:0')]
    expect(openChoices(paused('watch-stage:0', entered))).toEqual(['roll-back', 'watch-again', 'go-on'])
    const all = [...entered, done('enter-stage:1')]
    expect(openChoices(paused('watch', all))).toEqual(['roll-back', 'watch-again', 'keep'])
    expect(openChoices(paused('check-live', all))).toEqual(['roll-back', 'watch-again', 'keep'])
    expect(openChoices(paused('enter-stage:1', entered))).toEqual(['roll-back'])
  })
  test('is nothing where Vercel would not begin it: nobody has the new build', () => {
    const refused = { ...failedAct('enter-stage:0', 'Another one is under way.'), attempts: 1 }
    expect(openChoices(out([refused]))).toEqual([])
    expect(next(out([done('record'), refused, done('conclude')]))).toMatchObject({
      ending: { to: 'failed', failure: { leaves: 'production still runs 9f8e7d6.' } },
    })
    expect(openChoices(out([{ ...refused, attempts: 3 }]))).toEqual(['roll-back'])
  })
})
