import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { advanceDeployment } from '../../src/workflows/deployment/advance.ts'
import { shortSha } from '../shas.ts'
import type { World } from '../world.ts'
import { openWorld, until } from '../world.ts'

describe('a second deployment of the same service to the same environment', () => {
  it('waits for the first and starts by itself', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.tomas.asks('/deploy web staging fix/cart-rounding')
    await world.settle()
    expect(world.maya.card(1)).toContain('*Rolling out*')
    expect(world.maya.card(2)).toContain('*Accepted.* Waits for deployment 1, which is under way.')
    expect(builds(world)).toHaveLength(1)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(builds(world)).toEqual([shaOf(world, 'main'), shaOf(world, 'fix/cart-rounding')])
  })

  it('starts with its approvals where the first changed nothing', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.maya.asks('/deploy web production main~1'.replace('main~1', shaOf(world, 'main~1')))
    await approveBoth(world)
    await world.maya.asks('/deploy cancel 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Cancelled*')
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(world.sandbox.vercel.records.filter(({ act }) => act === 'vercel-promote')).toHaveLength(1)
  })

  it('is approved again where the first changed what is live', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    const older = shaOf(world, 'main~1')
    await world.maya.asks(`/deploy web production ${older}`)
    await approveBoth(world)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(2)).toContain(
      `*Approvals are void because* production now runs ${shortSha(world, 'main')}.`,
    )
    expect(world.maya.card(2)).toContain(':rewind: *This goes back* and takes 1 commit out of what is live')
    expect(builds(world)).toHaveLength(1)
  })

  it('is not planned where the first brings the same commit', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    expect(await world.tomas.asks('/deploy web production')).toContain(
      `Deployment 1 brings \`${shortSha(world, 'main')}\` of \`web\` to production already: it is waiting for approval. Nothing was planned twice. Approve that one: \`/deploy approve 1\``,
    )
    await world.priya.asks('/deploy approve 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(builds(world)).toHaveLength(1)
  })

  it('can be cancelled while it waits', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.tomas.asks('/deploy web staging fix/cart-rounding')
    expect(await world.tomas.asks('/deploy cancel 2')).toBe('Deployment 2 is cancelled. Nothing was changed.')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(builds(world)).toHaveLength(1)
  })
})

describe('two that start in the same instant', () => {
  it('become one that rolls out and one that waits', async () => {
    const world = await openWorld()
    const { db } = world.bot.deps
    await world.maya.asks('/deploy web production')
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await queue(world, 1, 'release')
    const advances = await db.transaction().execute(async (trx) => {
      // The first has taken the place but can't finish, since its audit row has to wait.
      await sql`lock table audit in share row exclusive mode`.execute(trx)
      const first = advanceDeployment(world.bot.deps, '1')
      await until(async () => (await waiting(world)) === 1)
      await queue(world, 2, 'rollback')
      const second = advanceDeployment(world.bot.deps, '2')
      await until(async () => (await waiting(world)) === 2)
      return [first, second]
    })
    await Promise.all(advances.slice(1))
    expect(await stateOf(world, 2)).toBe('queued')
    await world.settle()
    expect(world.maya.card(2)).toContain('Waits for deployment 1, which is under way.')
    await advances[0]
    expect(['rolling-out', 'verified']).toContain(await stateOf(world, 1))
  })
})

describe('deployments of other services or to other environments', () => {
  it('do not wait for each other', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.maya.asks('/deploy docs staging')
    await world.maya.asks('/deploy worker staging')
    await world.settle()
    for (const id of [1, 2, 3]) expect(world.maya.card(id)).toContain('*Rolling out*')
    await world.pass({ minutes: 1 })
    for (const id of [1, 2, 3]) expect(world.maya.card(id)).toContain('Live and verified')
  })
})

async function approveBoth(world: World): Promise<void> {
  for (const id of [1, 2])
    expect(await world.priya.asks(`/deploy approve ${id}`)).toContain(`You approved deployment ${id}`)
}

/** Approved, with its facts checked: it only has to start. */
async function queue({ bot, now }: World, id: number, purpose: 'release' | 'rollback'): Promise<void> {
  const { db } = bot.deps
  const times = { intended_at: now(), deadline_at: now(), finished_at: now() }
  const act = { subject: `deployment:${id}`, round: 1, name: 'retake-facts', key: `retake-${id}` }
  const empty = { input: '{}', retry_at: null, remote: null, progress: null, link: null, reason: null }
  await db
    .insertInto('acts')
    .values({ ...act, ...times, ...empty, state: 'done', outcome: '{"changed":[]}' })
    .execute()
  await db.updateTable('deployments').set({ state: 'queued', purpose }).where('id', '=', id).execute()
}

const stateOf = async ({ bot }: World, id: number) =>
  (await bot.deps.db.selectFrom('deployments').select('state').where('id', '=', id).executeTakeFirst())?.state

/** How many statements wait for another transaction of this world's database. */
async function waiting({ bot }: World): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(bot.deps.db)
  return Number(rows[0]?.count)
}

const shaOf = ({ sandbox }: World, ref: string): string => sandbox.github.commit(ref)?.sha ?? ''

const builds = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-deployment').map(({ detail }) => detail.sha)
