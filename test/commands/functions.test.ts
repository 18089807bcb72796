import { describe, expect, it } from 'vitest'
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
})
