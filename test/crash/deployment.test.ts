import { describe, expect, test } from 'vitest'
import { beginDeployment, firstState } from './deploy.ts'
import type { Moment } from './relay.ts'
import { type Doom, type Fate, type Finish, openStage, type Stage, startDoomed, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const vercelActs = [
  'post deployment/1/card',
  'answer',
  'github deployments',
  'github status in_progress',
  'vercel deployments',
  'vercel promote',
  'github status success',
]

const isEdit = (act: string) => act.startsWith('edit ')
/** Of every act, and of the first two of its many edits. */
function ofTwoEdits(): Doom['dies'] {
  const edits = new Set<string>()
  return (act) => !isEdit(act) || edits.add(act).size <= 2
}
const isDispatch = (act: string) => act === 'github dispatches'
const moments: Moment[] = ['before', 'after']

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test.for(moments)(
    '%s each act of a release on Vercel, and edits of its card, releases it once and shows it on one card',
    async (moment, { onTestFinished }) => {
      const { stage, fate } = await deploy('web production', { moment, dies: ofTwoEdits() }, onTestFinished)
      expect(fate.kills.filter((act) => !isEdit(act)).toSorted()).toEqual(vercelActs.toSorted())
      expect(fate.kills.filter(isEdit)).toHaveLength(2)
      await expectReleasedOnce(stage)
    },
  )

  test.for(moments)('%s it starts a workflow starts it once', async (moment, { onTestFinished }) => {
    const { stage, fate } = await deploy('worker staging', { moment, dies: isDispatch }, onTestFinished)
    expect(fate.kills).toEqual(['github dispatches'])
    await expectVerifiedOnce(stage)
    expect(recorded(stage.sandbox.github)).toEqual([
      'github-deployment',
      'github-deployment-status in_progress',
      'workflow-dispatch',
      'github-deployment-status success',
    ])
  })

  test('in the middle of an act leaves a row that says so, by which any replica finds it', async ({
    onTestFinished,
  }) => {
    const dies = (act: string) => act === 'github deployments'
    const doom: Doom = { moment: 'before', dies, isLeftDead: true }
    const { stage } = await deploy('web production', doom, onTestFinished)
    expect(await stage.rows('select id from deployments where wake_at <= now()')).toEqual([{ id: 1 }])
  })
})

async function deploy(what: string, doom: Doom, finish: Finish): Promise<{ stage: Stage; fate: Fate }> {
  const stage = await openStage(finish)
  const fate = await startDoomed(stage, finish, doom)
  await beginDeployment(stage, what)
  await until(async () => {
    fate.check()
    return doom.isLeftDead
      ? fate.kills.length > 0
      : (await firstState(stage)) === 'verified' && (await stage.isTold())
  })
  return { stage, fate }
}

async function expectReleasedOnce(stage: Stage): Promise<void> {
  await expectVerifiedOnce(stage)
  const { github, vercel } = stage.sandbox
  expect(recorded(vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
  expect(recorded(github)).toEqual([
    'github-deployment',
    'github-deployment-status in_progress',
    'github-deployment-status success',
  ])
}

async function expectVerifiedOnce({ sandbox, rows }: Stage): Promise<void> {
  expect(keysPosted(sandbox)).toEqual(['deployment/1/card'])
  expect(sandbox.slack.person('U0JONAS0001').reads('deploys')).toEqual([
    expect.stringContaining('Live and verified'),
  ])
  expect(await rows(`select count(*)::int from audit where action = 'deployment.verified'`)).toEqual([
    { count: 1 },
  ])
  expect(await rows(`select name, state from acts where state <> 'done'`)).toEqual([])
}
