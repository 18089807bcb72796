import { environmentListSharedEnvVariable } from '@vercel/sdk/funcs/environmentListSharedEnvVariable.js'
import { globalConfigGetEdgeConfigItem } from '@vercel/sdk/funcs/globalConfigGetEdgeConfigItem.js'
import { globalConfigGetEdgeConfigItems } from '@vercel/sdk/funcs/globalConfigGetEdgeConfigItems.js'
import { projectsFilterProjectEnvs } from '@vercel/sdk/funcs/projectsFilterProjectEnvs.js'
import { describe, expect, test } from 'vitest'
import { vercelToken } from './providers.ts'
import { accepted, of, startRelease as start, teamId } from './vercel-release.ts'

describe('what a project knows', () => {
  test('variables are listed by name, and no value is given', async () => {
    const { core } = await start(null)
    const own = await accepted(projectsFilterProjectEnvs(core, of))
    const { envs } = own as { envs: { key: string; value: string }[] }
    expect(envs.map((one) => one.key)).toContain('PAYMENTS_API_KEY')
    expect(envs.every((one) => one.value === '')).toBe(true)
    const shared = await accepted(environmentListSharedEnvVariable(core, { teamId }))
    expect(shared.data.map((one) => one.key)).toEqual(['SENTRY_DSN'])
  })

  test('items of an Edge Config are read and changed under both of its names', async () => {
    const { core, vercelUrl } = await start(null)
    const edgeConfigId = 'ecfg_shopflags'
    const patch = (kind: string, items: unknown[]) =>
      fetch(`${vercelUrl}/v1/${kind}/${edgeConfigId}/items?teamId=${teamId}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${vercelToken}` },
        body: JSON.stringify({ items }),
      })
    const created = await patch('edge-config', [{ operation: 'create', key: 'banner', value: 'Sale' }])
    expect([created.status, await created.json()]).toEqual([200, { status: 'ok' }])
    const items = await accepted(globalConfigGetEdgeConfigItems(core, { edgeConfigId, teamId }))
    expect(items.map((item) => item.key)).toEqual(['flags', 'banner'])
    await patch('global-config', [{ operation: 'update', key: 'banner', value: { on: true } }])
    const read = globalConfigGetEdgeConfigItem(core, { edgeConfigId, edgeConfigItemKey: 'banner', teamId })
    expect(await accepted(read)).toMatchObject({ value: { on: true } })
    const both = [
      { operation: 'upsert', key: 'banner', value: 'lost' },
      { operation: 'delete', key: 'nothing' },
    ]
    expect((await patch('edge-config', both)).status).toBe(404)
    expect((await patch('edge-config', [{ operation: 'create', key: 'banner', value: 1 }])).status).toBe(409)
    expect(await accepted(read)).toMatchObject({ value: { on: true } })
  })
})
