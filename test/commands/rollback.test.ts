import { describe, expect, it } from 'vitest'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { shortSha } from '../shas.ts'
import { openWorld, type World } from '../world.ts'

async function deployed(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 2 })
  return world
}

describe('the watch', () => {
  it('verifies a release that stays healthy, and lets no rollback pass the next while that is undecided', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 10 })
    expect(world.maya.card(1)).toContain('*Live, being watched.*')
    await world.pass({ seconds: 60 })
    expect(world.maya.card(1)).toContain('Live and verified')
    await expectUndecidedBlocks(world)
  })

  it('rolls a failing release back by itself, says what comes next, and locks the place', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 8 })
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 2 })
    const card = world.maya.card(1)
    expect(card).toContain('*Rolled back*')
    expect(card).toContain('*What went wrong:* Watch the live release: /api/health failed')
    expect(card).toContain('*What was reverted:* web on production runs `')
    expect(card).toContain('/deploy unlock production web')
    expect(world.sandbox.vercel.records.filter(({ act }) => act === 'vercel-rollback')).toHaveLength(1)
    expect(await world.maya.asks('/deploy web production')).toContain(
      '`web` on production is locked by Pilothouse',
    )
  })
})

describe('/rollback', () => {
  it('brings back what ran before the first deployment', async () => {
    const world = await deployed()
    expect(await world.maya.asks('/rollback web production because checkout fails')).toContain(
      'an older commit than what is live',
    )
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    expect(await world.maya.asks('/deploy locks')).toContain('web on production')
    expect(await world.priya.asks('/deploy unlock production web')).toContain('is free again')
  })

  it('says so where there is nothing to go back to', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/rollback web production')).toContain(
      'No earlier release of `web` on production is known',
    )
  })

  it('goes to the last good release while a newer one failed and is still live', async () => {
    const world = await deployed()
    const good = shortSha(world, 'main')
    await world.maya.asks(`/deploy web production ${shortSha(world, 'main~1')}`)
    await world.priya.clicks('Approve')
    world.sandbox.vercel.failNext(/POST .*rollback/, 400)
    await passUntil(world, () => promotions(world) === 2)
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 2 })
    world.sandbox.faults.smokeFails = false
    expect(world.maya.card(2)).toContain('*Failed')
    await world.maya.asks('/rollback web production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Rolled back*')
    expect(liveSha(world)?.slice(0, 7)).toBe(good)
  })

  it('goes from the picker to exactly what ran before', async () => {
    const world = await twice()
    await world.maya.type('/rollback web')
    await world.settle()
    const [form] = world.maya.views()
    const text = form ? readable(form.view) : ''
    expect(text.indexOf('Deployment 1')).toBeGreaterThan(0)
    expect(text.indexOf('What ran before')).toBeGreaterThan(text.indexOf('Deployment 1'))
    await world.maya.submit(form?.id ?? '', { release: 'before' })
    await world.settle()
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Rolled back*')
    expect(world.maya.card(3)).toContain(`*Commit:* \`${shortSha(world, 'main~3')}\``)
  })

  it('means by what ran before what ran before the very first of many deployments', async () => {
    const world = await deployed()
    await copyDeployments(world, 11)
    await world.maya.type('/rollback web')
    await world.settle()
    const [form] = world.maya.views()
    const text = form ? readable(form.view) : ''
    expect(text).toContain('What ran before the first deployment here')
    expect(text).toContain('Undoes deployments 12, 11, 10, 9, 8 … and 7 more')
    await world.maya.submit(form?.id ?? '', { release: 'before' })
    await world.settle()
    await world.pass({ minutes: 2 })
    expect(liveSha(world)?.slice(0, 7)).toBe(shortSha(world, 'main~3'))
  })

  it('goes to what ran before when told so', async () => {
    const world = await twice()
    expect(await world.maya.asks('/rollback web production to before')).toContain('an older commit')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Rolled back*')
    expect(world.maya.card(3)).toContain(`*Commit:* \`${shortSha(world, 'main~3')}\``)
    await world.priya.asks('/deploy unlock production web')
    expect(await world.maya.asks('/rollback web production to before')).toContain(
      'what ran before is not known or is live already',
    )
  })
})

/** The second release is live and watched: it is taken back itself, and no other rollback starts beside it. */
async function expectUndecidedBlocks(world: World): Promise<void> {
  await world.maya.asks(`/deploy web production ${shortSha(world, 'main~1')}`)
  await world.priya.asks('/deploy approve 2')
  await world.pass({ seconds: 15 })
  expect(world.maya.card(2)).toContain('*Live, being watched.*')
  expect(await world.tomas.asks('/rollback web production')).toContain(
    'Deployment 2 is live and undecided, so no other rollback can start there. Take it back with `/deploy roll-back 2`',
  )
  await world.priya.asks('/deploy roll-back 2')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(2)).toContain('*Rolled back*')
}

/** As if the first had been followed by more, each of another commit. */
async function copyDeployments({ bot: { deps } }: World, count: number): Promise<void> {
  const { id: _, ...first } = await deps.db.selectFrom('deployments').selectAll().executeTakeFirstOrThrow()
  for (let number = 1; number <= count; number += 1) {
    const sha = String(number).padStart(40, '0')
    const plan = JSON.stringify({ ...first.plan, sha, returnsTo: { deployment: null, sha: '9'.repeat(40) } })
    const endedAt = new Date((first.ended_at?.getTime() ?? 0) + number * 1000)
    const copied = { detail: JSON.stringify(first.detail), returns_to: null, ended_at: endedAt }
    await deps.db
      .insertInto('deployments')
      .values({ ...first, ...copied, sha, plan })
      .execute()
  }
}

/** Two verified releases, one after the other. */
async function twice(): Promise<World> {
  const world = await deployed()
  await world.maya.asks(`/deploy web production ${shortSha(world, 'main~1')}`)
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 2 })
  expect(world.maya.card(2)).toContain('Live and verified')
  return world
}

function liveSha({ sandbox }: World): string | undefined {
  const { projects, builds } = sandbox.vercel.state
  const live = projects.find(({ id }) => id === 'prj_shop_web')?.live
  return builds.find(({ id }) => id === live)?.sha
}

const promotions = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-promote').length

async function passUntil(world: World, condition: () => boolean): Promise<void> {
  for (let seconds = 0; !condition(); seconds += 1) {
    if (seconds > 120) throw new Error('What the test waits for did not happen in two minutes.')
    await world.pass({ seconds: 1 })
  }
}
