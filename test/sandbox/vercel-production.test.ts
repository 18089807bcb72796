import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js'
import { projectsListPromoteAliases } from '@vercel/sdk/funcs/projectsListPromoteAliases.js'
import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js'
import { projectsRequestRollback } from '@vercel/sdk/funcs/projectsRequestRollback.js'
import { describe, expect, test } from 'vitest'
import { vercelToken } from './providers.ts'
import { accepted, refusal, start, teamId, whole } from './vercel-client.ts'

describe('production', () => {
  test('moves to a build by itself unless the build was staged', async () => {
    const { build, clock, project, vercelUrl, sha } = await start()
    const before = (await project()).targets?.production?.id
    await fetch(`${vercelUrl}/v13/deployments?teamId=${teamId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${vercelToken}` },
      body: JSON.stringify({
        name: 'shop-web',
        target: 'production',
        gitSource: { type: 'github', org: 'harbour', repo: 'shop', ref: 'main', sha },
        autoAssignCustomDomains: false,
      }),
    })
    clock.forward(3000)
    expect((await project()).targets?.production?.id).toBe(before)
    const { id } = await build()
    clock.forward(3000)
    expect((await project()).targets?.production?.id).toBe(id)
  })

  test('a promotion takes a moment, and a second one is a conflict', async () => {
    const { clock, core, project, ready, vercel } = await start()
    const first = (await project()).targets?.production?.id ?? ''
    const second = await ready()
    const promote = (deploymentId: string) =>
      projectsRequestPromote(core, { projectId: 'prj_shop_web', deploymentId, teamId })
    expect(await refusal(promote(second))).toContain('409 conflict: The deployment is already')
    await accepted(promote(first))
    expect((await project()).lastAliasRequest?.jobStatus).toBe('in-progress')
    clock.forward(400)
    expect((await project()).targets?.production?.id).toBe(first)
    const { aliases } = (await accepted(
      projectsListPromoteAliases(core, { projectId: 'prj_shop_web', teamId }),
    )) as { aliases: { status: string }[] }
    expect(aliases.map((alias) => alias.status)).toEqual(['completed'])
    expect(vercel.records.map((record) => record.act)).toEqual(['vercel-deployment', 'vercel-promote'])
  })

  test('a rollback pins production: the next build stays staged', async () => {
    const { build, clock, core, project, ready } = await start()
    const old = (await project()).targets?.production?.id ?? ''
    await ready()
    await accepted(projectsRequestRollback(core, { projectId: 'prj_shop_web', deploymentId: old, teamId }))
    clock.forward(400)
    expect((await project()).autoAssignCustomDomains).toBe(false)
    await build()
    clock.forward(3000)
    expect((await project()).targets?.production?.id).toBe(old)
  })
})

describe('the sites', () => {
  test('a build and the domains that show it serve its release', async () => {
    const { core, ready, sha, url } = await start()
    const built = await whole(deploymentsGetDeployment(core, { idOrUrl: await ready(), teamId }))
    const address = built.url
    expect(address).toMatch(/^127\.0\.0\.1:\d+\/sites\/shop-web-/)
    for (const site of [`http://${address}`, `${url}/sites/shop.harbour.example`]) {
      const page = await fetch(`${site}/`)
      expect(await page.text()).toContain(`<meta name="release" content="${sha.slice(0, 7)}">`)
      expect([page.headers.get('x-release'), page.headers.get('cache-control')]).toEqual([
        sha.slice(0, 7),
        'public, max-age=0, must-revalidate',
      ])
    }
  })

  test('under the smoke fault only the newest build is ill', async () => {
    const { faults, ready, url, vercel } = await start()
    const id = await ready('preview')
    faults.smokeFails = true
    const health = async (host: string) => (await fetch(`${url}/sites/${host}/api/health`)).status
    const host = vercel.state.builds.find((one) => one.id === id)?.host ?? ''
    expect([await health(host), await health('shop.harbour.example')]).toEqual([500, 200])
    faults.smokeFails = false
    expect(await health(host)).toBe(200)
  })

  test('a host that shows nothing is not found', async () => {
    const { url } = await start()
    expect((await fetch(`${url}/sites/nothing.example/`)).status).toBe(404)
  })
})
