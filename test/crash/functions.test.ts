import { describe, expect, test } from 'vitest'
import type { Moment } from './relay.ts'
import { type Fate, type Finish, openStage, persist, type Stage, startDoomed, until } from './stage.ts'
import { recorded } from './told.ts'

const moments: Moment[] = ['before', 'after']

/** One boundary of each kind: the copies, the bundles and the restores are all alike. */
const functionActs = [
  'supabase copy search',
  'supabase bundle search',
  'supabase activate',
  'supabase restore checkout',
]

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test.for(moments)(
    '%s each act on functions makes each live once, and brings each back once',
    async (moment, { onTestFinished }) => {
      const { stage, fate, asks } = await openDoomed(onTestFinished, {
        moment,
        dies: (act) => functionActs.includes(act),
      })
      const before = hashes(stage)
      await asks('/deploy functions staging', 1)
      expect(hashes(stage)).not.toEqual(before)
      await asks('/rollback functions staging', 2)
      expect(fate.kills).toEqual(functionActs)
      expect(hashes(stage)).toEqual(before)
      const done = stage.sandbox.supabase.records.map(({ act, detail }) => `${act} ${detail.slug}`)
      expect(done.filter((act) => act.startsWith('supabase-activate'))).toEqual(
        ['checkout', 'search', 'send-receipt'].map((slug) => `supabase-activate ${slug}`),
      )
      const restored = done.filter((act) => act.startsWith('supabase-restore'))
      expect(restored).toContain('supabase-restore checkout')
      expect(new Set(restored).size).toBe(restored.length)
      expect(done.filter((act) => !/bundle|activate|restore/.test(act))).toEqual([])
    },
  )

  test.for(moments)(
    '%s it starts a workflow again with the earlier commit starts it once',
    async (moment, { onTestFinished }) => {
      let isArmed = false
      const { stage, fate, asks } = await openDoomed(onTestFinished, {
        moment,
        dies: (act) => isArmed && act === 'github dispatches',
      })
      await asks('/deploy worker staging main~1', 1)
      await asks('/deploy worker staging', 2)
      isArmed = true
      await asks('/rollback worker staging', 3)
      expect(fate.kills).toEqual(['github dispatches'])
      const shas = stage.sandbox.github.state.runs.map(({ inputs }) => inputs.sha)
      expect(shas).toHaveLength(3)
      expect(shas[2]).toBe(shas[0])
      expect(recorded(stage.sandbox.github).filter((act) => act === 'workflow-dispatch')).toHaveLength(3)
    },
  )
})

type Doomed = { stage: Stage; fate: Fate; asks(command: string, id: number): Promise<void> }

/** `asks` types a command and waits for the deployment that it makes to be verified. */
async function openDoomed(
  finish: Finish,
  doom: { moment: Moment; dies: (act: string) => boolean },
): Promise<Doomed> {
  const stage = await openStage(finish)
  const fate = await startDoomed(stage, finish, doom)
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
