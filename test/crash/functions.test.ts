import { describe, expect, test } from 'vitest'
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

/** One boundary of each kind: the copies, the bundles and the restores are all alike. */
const boundaries = [
  'after supabase copy search',
  'before supabase bundle search',
  'after supabase bundle search',
  'before supabase activate',
  'after supabase activate',
  'before supabase restore checkout',
  'after supabase restore checkout',
]
const ofDispatch = ['before github dispatches', 'after github dispatches']

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test('before and after the acts on functions makes each live once, and brings each back once', async ({
    onTestFinished,
  }) => {
    const dies = (boundary: string) => boundaries.includes(boundary)
    const { stage, fate, asks } = await openDoomed(onTestFinished, dies)
    const before = hashes(stage)
    await asks('/deploy functions staging', 1)
    expect(hashes(stage)).not.toEqual(before)
    await asks('/rollback functions staging', 2)
    expect(fate.kills).toEqual(boundaries)
    expect(hashes(stage)).toEqual(before)
    const done = stage.sandbox.supabase.records.map(({ act, detail }) => `${act} ${detail.slug}`)
    expect(done.filter((act) => act.startsWith('supabase-activate'))).toEqual(
      ['checkout', 'search', 'send-receipt'].map((slug) => `supabase-activate ${slug}`),
    )
    const restored = done.filter((act) => act.startsWith('supabase-restore'))
    expect(restored).toContain('supabase-restore checkout')
    expect(new Set(restored).size).toBe(restored.length)
    expect(done.filter((act) => !/bundle|activate|restore/.test(act))).toEqual([])
  })

  test('before and after it starts a workflow, or starts it again with an earlier commit, starts it once', async ({
    onTestFinished,
  }) => {
    let isArmed = true
    const dies = (boundary: string) => isArmed && ofDispatch.includes(boundary)
    const { stage, fate, asks } = await openDoomed(onTestFinished, dies)
    await asks('/deploy worker staging main~1', 1)
    expect(fate.kills.splice(0)).toEqual(ofDispatch)
    expect(recorded(stage.sandbox.github)).toEqual([
      'github-deployment',
      'github-deployment-status in_progress',
      'workflow-dispatch',
      'github-deployment-status success',
    ])
    isArmed = false
    await asks('/deploy worker staging', 2)
    isArmed = true
    await asks('/rollback worker staging', 3)
    expect(fate.kills).toEqual(ofDispatch)
    const shas = stage.sandbox.github.state.runs.map(({ inputs }) => inputs.sha)
    expect(shas).toHaveLength(3)
    expect(shas[2]).toBe(shas[0])
    expect(recorded(stage.sandbox.github).filter((act) => act === 'workflow-dispatch')).toHaveLength(3)
  })
})

type Doomed = { stage: Stage; fate: Fate; asks(command: string, id: number): Promise<void> }

/** `asks` types a command and waits for the deployment that it makes to be verified. */
async function openDoomed(finish: Finish, dies: Doom['dies']): Promise<Doomed> {
  const stage = await openStage(finish)
  const fate = await startDoomed(stage, finish, { dies })
  const maya = stage.sandbox.slack.person('U0MAYA00001')
  const state = async (id: number) =>
    (await stage.rows<{ id: number; state: string }>('select id, state from deployments')).find(
      (row) => row.id === id,
    )?.state
  const asks = async (command: string, id: number) => {
    await persist(
      async () => (await state(id)) !== undefined,
      () => maya.type(named(stage, command)),
    )
    await until(async () => {
      fate.check()
      const now = await state(id)
      if (now === 'failed' || now === 'refused') throw new Error(maya.reads('deploys').join('\n\n'))
      return now === 'verified' && (await stage.isTold())
    })
  }
  return { stage, fate, asks }
}

/** With a commit in the place of `main~1`. */
const named = ({ sandbox }: Stage, command: string): string =>
  command.replace('main~1', () => sandbox.github.commit('main~1')?.sha ?? '')

const hashes = ({ sandbox }: Stage): string[] =>
  sandbox.supabase.state.projects
    .find(({ ref }) => ref === 'harbourgoodsshoptest')
    ?.functions.map(({ slug, hash }) => `${slug} ${hash}`) ?? []
