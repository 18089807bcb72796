import { describe, expect, test } from 'vitest'
import { beginDeployment } from './deploy.ts'
import { quickConfig } from './quick-config.ts'
import {
  type Doom,
  type Fate,
  type Finish,
  openStage,
  persist,
  type Stage,
  startDoomed,
  until,
} from './stage.ts'
import { recorded } from './told.ts'

/** After each act, and before one of each kind: what configures, what goes on and what takes back. */
const boundaries = [
  'before vercel config',
  'after vercel config',
  'after vercel start',
  'before vercel approve-stage',
  'after vercel approve-stage',
  'after vercel complete',
  'before vercel rollback',
  'after vercel rollback',
]

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test('before and after the acts of a staged release, and of its rollback, does each once', async ({
    onTestFinished,
  }) => {
    const dies = (boundary: string) => boundaries.includes(boundary)
    const { stage, fate } = await release(dies, '1s', onTestFinished)
    await ends(stage, fate, 1, 'verified')
    expect(recorded(stage.sandbox.vercel)).toEqual([
      'vercel-deployment',
      'vercel-rolling-config',
      'vercel-rolling-start',
      'vercel-rolling-approve',
      'vercel-rolling-complete',
    ])
    await persist(
      async () => (await stage.rows('select from deployments where id = 2')).length > 0,
      () => stage.sandbox.slack.person('U0MAYA00001').type('/rollback web production to before'),
    )
    await ends(stage, fate, 2, 'verified')
    expect(fate.kills).toEqual(boundaries)
    expect(recorded(stage.sandbox.vercel).slice(5)).toEqual(['vercel-rollback'])
  })

  test('before and after it aborts a staged release aborts it once', async ({ onTestFinished }) => {
    const dies = (boundary: string) => boundary.endsWith('vercel rollback')
    const { stage, fate } = await release(dies, '10m', onTestFinished)
    await until(async () => (await stage.rows(`select from acts where name = 'watch-stage:0'`)).length > 0)
    await persist(
      async () => (await state(stage, 1)) !== 'rolling-out',
      () => stage.sandbox.slack.person('U0MAYA00001').type('/deploy roll-back 1'),
    )
    await ends(stage, fate, 1, 'rolled-back')
    expect(fate.kills).toEqual(['before vercel rollback', 'after vercel rollback'])
    expect(recorded(stage.sandbox.vercel)).toEqual([
      'vercel-deployment',
      'vercel-rolling-config',
      'vercel-rolling-start',
      'vercel-rollback',
    ])
    expect(stage.sandbox.vercel.state.projects[0]?.rollout?.state).toBe('ABORTED')
  })
})

async function release(
  dies: Doom['dies'],
  stageFor: string,
  finish: Finish,
): Promise<{ stage: Stage; fate: Fate }> {
  const stage = await openStage(finish)
  const variables = { PILOTHOUSE_CONFIG: await quickConfig(finish, stageFor) }
  const fate = await startDoomed(stage, finish, { dies, variables })
  await beginDeployment(stage, 'web production')
  return { stage, fate }
}

async function state(stage: Stage, id: number): Promise<string | undefined> {
  const [row] = await stage.rows<{ state: string }>(`select state from deployments where id = ${id}`)
  return row?.state
}

async function ends(stage: Stage, fate: Fate, id: number, wanted: string): Promise<void> {
  await until(async () => {
    fate.check()
    return (await state(stage, id)) === wanted && (await stage.isTold())
  })
  expect(await stage.rows(`select name from acts where state <> 'done' and name <> 'watch-stage:0'`)).toEqual(
    [],
  )
}
