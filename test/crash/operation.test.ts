import { describe, expect, test } from 'vitest'
import type { Moment } from './relay.ts'
import { type Fate, openStage, persist, type Stage, startDoomed, until } from './stage.ts'
import { keysPosted } from './told.ts'

const moments: Moment[] = ['before', 'after']

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test.for(moments)('%s it turns a flag off turns it off once', async (moment, { onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const fate = await startDoomed(stage, onTestFinished, { moment, dies: (act) => act === 'vercel items' })
    await operate(stage, fate, '/deploy flag off new-basket because it is slow')
    expect(fate.kills).toEqual(['vercel items'])
    expect(stage.sandbox.vercel.records.map(({ act }) => act)).toEqual(['vercel-edge-config'])
    await expectDoneOnce(stage, 'Flag new-basket is off in production')
  })

  test.for(moments)('%s it opens a pull request opens it once', async (moment, { onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const fate = await startDoomed(stage, onTestFinished, { moment, dies: (act) => act === 'github pulls' })
    await stage.sandbox.slack.person('U0MAYA00001').type('/deploy docs staging')
    await until(
      async () => (await stage.rows(`select from deployments where state = 'verified'`)).length === 1,
    )
    await operate(stage, fate, '/rollback revert 1 because it loses orders')
    expect(fate.kills).toEqual(['github pulls'])
    const pulls = stage.sandbox.github.records.filter(({ act }) => act.includes('pull'))
    expect(pulls).toHaveLength(1)
    await expectDoneOnce(stage, 'to take deployment 1 back is open')
  })
})

async function operate(stage: Stage, fate: Fate, typed: string): Promise<void> {
  const tomas = stage.sandbox.slack.person('U0TOMAS0001')
  const state = async () => (await stage.rows<{ state: string }>('select state from operations'))[0]?.state
  await persist(
    async () => (await state()) !== undefined,
    () => tomas.type(typed),
  )
  await until(async () => {
    fate.check()
    return (await state()) === 'done' && (await stage.isTold())
  })
}

async function expectDoneOnce({ sandbox, rows }: Stage, words: string): Promise<void> {
  expect(keysPosted(sandbox).filter((key) => key.startsWith('operation/'))).toEqual(['operation/1/card'])
  expect(sandbox.slack.person('U0JONAS0001').reads('deploys').join()).toContain(words)
  expect(await rows(`select count(*)::int from audit where action = 'operation.done'`)).toEqual([
    { count: 1 },
  ])
  expect(await rows(`select name from acts where state <> 'done'`)).toEqual([])
}
