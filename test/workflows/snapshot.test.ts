import { expect, test } from 'vitest'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { snapshotAct } from '../../src/workflows/functions/snapshot.ts'
import { openWorld } from '../world.ts'

test('what somebody deploys while its bytes are kept is not kept as what it replaced, and stops the deployment', async () => {
  const world = await openWorld()
  const { deps } = world.bot
  await world.maya.asks('/deploy functions production')
  const deployment = await loadDeployment(deps.db, 1)
  if (!deployment) throw new Error('There is no deployment.')
  const { functionHost } = deps
  const project = 'harbourgoodsshoplive'
  const [before] = await functionHost.list(project)
  if (!before) throw new Error('Nothing runs there.')
  const { slug, verifyJwt, entrypoint } = before
  const source = new TextEncoder().encode('Deno.serve(() => new Response("by hand"))')
  const sources = { project, slug, verifyJwt, entrypoint, importMap: null, staticPatterns: [] }
  const files = [{ path: entrypoint, bytes: source }]
  const download: typeof functionHost.download = async (...of) => {
    await functionHost.deployOne.perform('by hand', { ...sources, files })
    return await functionHost.download(...of)
  }
  const act = snapshotAct({ ...deps, functionHost: { ...functionHost, download } }, deployment)
  expect(await act.perform('test', {})).toMatchObject({ seen: 'pending' })
  const kept = await deps.db.selectFrom('function_bodies').select('hash').where('slug', '=', slug).execute()
  expect(kept).toEqual([])
  expect(await act.observe('test', {}, null)).toEqual({
    seen: 'failed',
    reason: `Somebody deployed ${slug} since this was planned.`,
  })
})
