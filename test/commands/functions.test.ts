import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { shortSha } from '../shas.ts'
import { openWorld, type World } from '../world.ts'

const live = ({ sandbox }: World, ref = 'harbourgoodsshoplive') =>
  sandbox.supabase.state.projects.find((project) => project.ref === ref)?.functions ?? []

const acts = ({ sandbox }: World) =>
  sandbox.supabase.records.map(({ act, detail }) => `${act} ${detail.slug}`)

/** How fast this machine is must not decide a test. */
const watched = () =>
  openWorld({
    isWatched: true,
    config: (config) => ({
      ...config,
      services: config.services.map((service) =>
        'watch' in service && service.watch
          ? { ...service, watch: { ...service.watch, maxSlowdown: 100 } }
          : service,
      ),
    }),
  })

describe('a service of Supabase functions', () => {
  it('bundles every function, makes them live together, watches them and keeps a way back', async () => {
    const world = await watched()
    const before = live(world).map(({ slug, version }) => `${slug}@${version}`)
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    const card = world.maya.card(1)
    expect(card).toContain('Live and verified')
    expect(card).toContain('Keep a copy of what runs')
    expect(live(world).map(({ slug, version }) => `${slug}@${version}`)).not.toEqual(before)
    expect(acts(world).filter((act) => act.startsWith('supabase-activate'))).toHaveLength(3)
  })

  it('says which import is missing, and makes nothing live', async () => {
    const world = await watched()
    await world.maya.asks('/deploy functions staging experiment/broken-bundle')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('*Failed at “Bundle every function”.*')
    expect(world.maya.card(1)).toContain('discounts.ts')
    expect(acts(world).filter((act) => act.startsWith('supabase-activate'))).toEqual([])
  })

  it('takes a version that fails back by itself, byte for byte', async () => {
    const world = await watched()
    const hashes = () => live(world).map(({ slug, hash }) => `${slug} ${hash}`)
    const before = hashes()
    await world.maya.asks('/deploy functions production experiment/checkout-12-percent')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('*Rolled back*')
    expect(hashes()).toEqual(before)
    expect(await world.maya.asks('/status functions')).toContain(
      '3 functions as deployment 1 left them, commit unknown',
    )
  })

  it('comes back by /rollback', async () => {
    const world = await openWorld()
    const before = live(world).map(({ slug, hash }) => `${slug} ${hash}`)
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    expect(live(world).map(({ slug, hash }) => `${slug} ${hash}`)).toEqual(before)
  })

  it('never takes a function away whose hash Supabase does not tell, but brings its kept bytes back', async () => {
    const world = await openWorld()
    const [was] = hideHash(world, 'search')
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('3 as they were')
    expect(live(world).map(({ slug }) => slug)).toEqual(['checkout', 'search', 'send-receipt'])
    const now = live(world).find(({ slug }) => slug === 'search')
    expect(world.sandbox.supabase.state.bodies[now?.hash ?? '']).toBe(was)
    expect(now?.hash).not.toBe('')
  })

  it('turns the check of tokens on again where that is all that a release changed', async () => {
    const world = await openWorld({ config: withoutTokenCheck })
    const isChecked = () => live(world).find(({ slug }) => slug === 'checkout')?.verifyJwt
    await world.maya.asks(`/deploy functions production ${shortSha(world, 'main~3')}`)
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(isChecked()).toBe(false)
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    expect(isChecked()).toBe(true)
  })

  it('goes on past a function that does not come back, and names it', async () => {
    const world = await openWorld()
    const before = live(world).map(({ slug, hash }) => `${slug} ${hash}`)
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    world.sandbox.supabase.failNext(/PATCH .*checkout/, 400)
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('checkout: Supabase could not restore checkout')
    expect(world.maya.card(2)).toContain('Of the others, 2 as they were.')
    expect(
      live(world)
        .map(({ slug, hash }) => `${slug} ${hash}`)
        .slice(1),
    ).toEqual(before.slice(1))
  })

  it('sends again only what did not arrive', async () => {
    const world = await openWorld()
    hideHash(world, 'search')
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    const earlier = acts(world).length
    world.sandbox.supabase.failNext(/PATCH .*checkout/, 503, 3)
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 5 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    expect(world.maya.card(2)).toContain('3 as they were')
    const since = acts(world).slice(earlier)
    expect(since.filter((act) => act.endsWith(' checkout'))).toHaveLength(1)
    expect(since.filter((act) => act.endsWith(' search'))).toHaveLength(1)
  })

  it('says what it had to build again, where the bytes are gone', async () => {
    const world = await openWorld()
    for (const ref of ['main~2', 'main']) {
      await world.maya.asks(`/deploy functions production ${shortSha(world, ref)}`)
      await world.priya.clicks('Approve')
      await world.pass({ minutes: 2 })
    }
    await world.bot.deps.db.deleteFrom('function_bodies').execute()
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Rolled back*')
    expect(world.maya.card(3)).toContain(`rebuilt from ${shortSha(world, 'main~2')}`)
    expect(world.maya.card(3)).toContain(
      `it is built again from \`${shortSha(world, 'main~2')}\`, which need not give the same bytes.`,
    )
  })

  it('claims no commit for functions that it only brought back', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy functions production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    await world.priya.asks('/deploy unlock production functions')
    await world.maya.asks('/deploy functions production')
    expect(world.maya.card(3)).not.toContain(`\`${shortSha(world, 'main')}\` since`)
    expect(world.maya.card(3)).toContain('3 functions as deployment 2 left them, commit unknown, since')
    expect(world.maya.card(2)).toContain(
      '*Commit:* unknown: what ran before Pilothouse’s first deployment comes back',
    )
    expect(world.maya.card(2)).not.toContain('Record the deployment on GitHub')
    expect(world.maya.card(2)).toContain('left out: GitHub has no record of it')
    expect(world.sandbox.github.records.filter(({ act }) => act === 'github-deployment')).toHaveLength(1)
    const history = await world.maya.asks('/deploy history')
    expect(history).toContain('functions → production · rollback to what ran before · live and verified')
    expect(history).toMatch(/\*2\* .* · <@U0MAYA00001> · commit unknown · took/)
    expect(history).toMatch(/\*1\* .* · approved by <@U0PRIYA0001> · took/)
  })
})

/** As Supabase answers for functions that were deployed long ago; returns the body, in base64. */
function hideHash(world: World, slug: string): string[] {
  const { bodies } = world.sandbox.supabase.state
  return live(world).flatMap((deployed) => {
    if (deployed.slug !== slug) return []
    const body = bodies[deployed.hash] ?? ''
    bodies[''] = body
    deployed.hash = ''
    return [body]
  })
}

const withoutTokenCheck = (config: TeamConfig): TeamConfig => ({
  ...config,
  services: config.services.map((service) =>
    service.kind === 'supabase-functions'
      ? { ...service, functions: service.functions.map((one) => ({ ...one, verifyJwt: false })) }
      : service,
  ),
})
