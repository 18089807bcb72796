import { describe, expect, it } from 'vitest'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { findBodyOfVersion, keepBody, keepVersion } from '../../src/store/deployment/function-bodies.ts'
import { activateAct } from '../../src/workflows/functions/activate.ts'
import { shortSha } from '../shas.ts'
import { openWorld, type World } from '../world.ts'

const production = ({ sandbox }: World) =>
  sandbox.supabase.state.projects.find(({ ref }) => ref === 'harbourgoodsshoplive')

/** What the activation sees where Supabase's list lacks a function once all were deployed. */
async function whileMissing({ bot: { deps } }: World, missing: string) {
  const deployment = await loadDeployment(deps.db, 1)
  if (!deployment || !('plan' in deployment) || !deployment.plan) throw new Error('There is no deployment.')
  const { functionHost } = deps
  const list = async (project: string) =>
    (await functionHost.list(project)).filter(({ slug }) => slug !== missing)
  const act = activateAct({ ...deps, functionHost: { ...functionHost, list } }, deployment)
  const input = { project: 'harbourgoodsshoplive', functions: [], sha: deployment.plan.sha }
  return await act.observe('again', input, null)
}

describe('the inventory of functions', () => {
  it('says what is new and not managed before approval, and what changed after bundling', async () => {
    const world = await openWorld()
    const project = production(world)
    const [checkout] = project?.functions ?? []
    if (!project || !checkout) throw new Error('The sandbox has no functions.')
    project.functions = project.functions.filter(({ slug }) => slug !== 'send-receipt')
    project.functions.push({ ...checkout, id: 'another', slug: 'legacy-report', name: 'legacy-report' })

    await world.maya.asks(`/deploy functions production ${shortSha(world, 'main~3')}`)
    expect(world.maya.card(1)).toContain(
      '*Functions:* 1 new: send-receipt · 2 live: checkout, search · not managed here: legacy-report\n',
    )
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain(
      '*Functions:* 1 new: send-receipt · 1 changed: search · 1 unchanged: checkout · not managed here: legacy-report\n',
    )
    expect(world.maya.card(1)).toContain(
      'Bundle every function · under 0.1 s · 1 new, 1 changed, 1 unchanged',
    )
    await world.maya.clicks('Details')
    const details = readable({ blocks: world.maya.views().at(-1)?.view.blocks ?? [] })
    expect(details).toMatch(/• `send-receipt` new · nothing → version 1 `\w{7}`/)
    expect(details).toMatch(/• `search` changed · version 17 `\w{7}` → version 18 `\w{7}`/)

    await world.maya.asks('/rollback functions production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain(
      '*Functions:* 1 unchanged: checkout · 1 back as it was: search · 1 taken away: send-receipt',
    )
    expect(project.functions.map(({ slug }) => slug)).toEqual(['checkout', 'search', 'legacy-report'])
  })

  it('says the same where functions go live one by one, and sends only what changed', async () => {
    const world = await openWorld({
      config: (config) => ({
        ...config,
        services: config.services.map((service) =>
          service.kind === 'supabase-functions' ? { ...service, order: 'one-by-one' as const } : service,
        ),
      }),
    })
    await world.maya.asks(`/deploy functions production ${shortSha(world, 'main~3')}`)
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(1)).toContain(
      '*Functions:* 1 changed: search · 2 unchanged: checkout, send-receipt',
    )
    const deployed = world.sandbox.supabase.records.filter(({ act }) => act === 'supabase-deploy')
    expect(deployed.map(({ detail }) => detail.slug)).toEqual(['search'])
    expect(await whileMissing(world, 'checkout')).toMatchObject({
      seen: 'pending',
      progress: 'Supabase does not list checkout as deployed',
    })
  })

  it('finds the bytes of a version whose hash nobody told, also where they ran as an earlier version', async () => {
    const { db, now } = (await openWorld()).bot.deps
    const place = { project: 'harbourgoodsshoplive', slug: 'search' }
    const bytes = new Uint8Array([1, 2, 3])
    await keepBody(db, { ...place, hash: 'abc' }, { was: { version: 17 }, contentType: 'x', bytes }, now())
    for (const version of [17, 19]) await keepVersion(db, { ...place, version, hash: 'abc' }, now())
    expect((await findBodyOfVersion(db, { ...place, version: 19 }))?.bytes).toEqual(Buffer.from(bytes))
    expect(await findBodyOfVersion(db, { ...place, version: 18 })).toBe(null)
  })
})
