import { describe, expect, test } from 'vitest'
import { type Fate, openStage, persist, type Stage, startDoomed, until } from './stage.ts'
import { keysPosted } from './told.ts'

const boundaries = ['vercel items', 'github pulls'].flatMap((act) => [`before ${act}`, `after ${act}`])

describe('a bot that is killed', { timeout: 240_000 }, () => {
  test('before and after it turns a flag off or opens a pull request does each once', async ({
    onTestFinished,
  }) => {
    const stage = await openStage(onTestFinished)
    const fate = await startDoomed(stage, onTestFinished, {
      dies: (boundary) => boundaries.includes(boundary),
    })
    await operate(stage, fate, 1, '/deploy flag off new-basket because it is slow')
    expect(stage.sandbox.vercel.records.map(({ act }) => act)).toEqual(['vercel-edge-config'])
    await expectDone(stage, 1, 'Flag new-basket is off in production')
    await stage.sandbox.slack.person('U0MAYA00001').type('/deploy docs staging')
    await until(
      async () => (await stage.rows(`select from deployments where state = 'verified'`)).length === 1,
    )
    await operate(stage, fate, 2, '/rollback revert 1 because it loses orders')
    expect(fate.kills).toEqual(boundaries)
    const pulls = stage.sandbox.github.records.filter(({ act }) => act.includes('pull'))
    expect(pulls).toHaveLength(1)
    await expectDone(stage, 2, 'to take deployment 1 back is open')
  })
})

async function operate(stage: Stage, fate: Fate, id: number, typed: string): Promise<void> {
  const tomas = stage.sandbox.slack.person('U0TOMAS0001')
  const state = async () =>
    (await stage.rows<{ state: string }>(`select state from operations where id = ${id}`))[0]?.state
  await persist(
    async () => (await state()) !== undefined,
    () => tomas.type(typed),
  )
  await until(async () => {
    fate.check()
    return (await state()) === 'done' && (await stage.isTold())
  })
}

async function expectDone({ sandbox, rows }: Stage, count: number, words: string): Promise<void> {
  const cards = Array.from({ length: count }, (_, index) => `operation/${index + 1}/card`)
  expect(keysPosted(sandbox).filter((key) => key.startsWith('operation/'))).toEqual(cards)
  expect(sandbox.slack.person('U0JONAS0001').reads('deploys').join()).toContain(words)
  expect(await rows(`select count(*)::int from audit where action = 'operation.done'`)).toEqual([{ count }])
  expect(await rows(`select name from acts where state <> 'done'`)).toEqual([])
}
