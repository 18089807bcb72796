import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VercelCore } from '@vercel/sdk/core.js'
import { aliasesGetAlias } from '@vercel/sdk/funcs/aliasesGetAlias.js'
import { aliasesListAliases } from '@vercel/sdk/funcs/aliasesListAliases.js'
import { deploymentsCancelDeployment } from '@vercel/sdk/funcs/deploymentsCancelDeployment.js'
import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js'
import { deploymentsGetDeploymentEvents } from '@vercel/sdk/funcs/deploymentsGetDeploymentEvents.js'
import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js'
import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js'
import { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js'
import { projectsGetProjects } from '@vercel/sdk/funcs/projectsGetProjects.js'
import { describe, expect, test } from 'vitest'
import { vercelToken } from './providers.ts'
import { accepted, refusal, start, teamId, whole } from './vercel-client.ts'

describe('who may ask', () => {
  test('a wrong token, a missing token and a foreign team are refused', async () => {
    const { core, vercelUrl } = await start()
    const stranger = new VercelCore({ bearerToken: 'wrong', serverURL: vercelUrl })
    expect(await refusal(projectsGetProjects(stranger, { teamId }))).toBe('403 forbidden: Not authorized')
    expect((await fetch(`${vercelUrl}/v9/projects/shop-web`)).status).toBe(401)
    const foreign = projectsGetProject(core, { idOrName: 'shop-web', teamId: 'team_other' })
    expect(await refusal(foreign)).toContain('403 forbidden: Not authorized: Trying to access resource')
  })

  test('without the team its projects are not found', async () => {
    const { core } = await start()
    expect(await refusal(projectsGetProject(core, { idOrName: 'shop-web' }))).toBe(
      '404 not_found: Project not found',
    )
  })

  test('the user behind the token is told', async () => {
    const { vercelUrl } = await start()
    const answer = await fetch(`${vercelUrl}/v2/user`, {
      headers: { authorization: `Bearer ${vercelToken}` },
    })
    expect((await answer.json()).user.username).toBe('pilothouse')
  })
})

describe('the start of the world', () => {
  test('both projects are live three commits behind main, with staging one behind', async () => {
    const { core, github, project } = await start()
    const { projects } = (await accepted(projectsGetProjects(core, { teamId }))) as {
      projects: { name: string }[]
    }
    expect(projects.map((one) => one.name).sort()).toEqual(['shop-docs', 'shop-web'])
    const live = (await project()).targets?.production
    expect(live?.meta?.githubCommitSha).toBe(github.commit('main~3')?.sha)
    const staging = await accepted(
      aliasesGetAlias(core, { idOrAlias: 'staging.shop.harbour.example', teamId }),
    )
    const shown = await whole(deploymentsGetDeployment(core, { idOrUrl: staging.deploymentId ?? '', teamId }))
    expect(shown).toMatchObject({ meta: { githubCommitSha: github.commit('main~1')?.sha } })
  })

  test('domains and aliases are listed', async () => {
    const { core } = await start()
    const domains = await accepted(projectsGetProjectDomains(core, { idOrName: 'shop-web', teamId }))
    expect(domains.domains.map((one) => [one.name, one.gitBranch])).toEqual([
      ['shop.harbour.example', null],
      ['staging.shop.harbour.example', 'staging'],
    ])
    const { aliases } = await accepted(aliasesListAliases(core, { teamId }))
    expect(aliases).toHaveLength(4)
  })
})

describe('a build', () => {
  test('goes from queued over building to ready, and is found by its id and its address', async () => {
    const { build, clock, state } = await start()
    const { id, url } = await build()
    const seen = [await state(id)]
    clock.forward(500)
    seen.push(await state(id))
    clock.forward(2000)
    seen.push(await state(id), await state(url))
    expect(seen).toEqual(['QUEUED', 'BUILDING', 'READY', 'READY'])
  })

  test('fails where the build fault is on, with the reason in its answer and its log', async () => {
    const { build, clock, core, faults } = await start()
    faults.buildFails = true
    const { id } = await build()
    clock.forward(3000)
    const failed = await whole(deploymentsGetDeployment(core, { idOrUrl: id, teamId }))
    expect(failed).toMatchObject({
      readyState: 'ERROR',
      errorMessage: 'Command "npm run build" exited with 1',
    })
    const log = JSON.stringify(await accepted(deploymentsGetDeploymentEvents(core, { idOrUrl: id, teamId })))
    expect(log).toContain('exited with 1')
  })

  test('can be cancelled until it ends', async () => {
    const { build, core, ready } = await start()
    const { id } = await build()
    const cancelled = await accepted(deploymentsCancelDeployment(core, { id, teamId }))
    expect(cancelled.readyState).toBe('CANCELED')
    const over = deploymentsCancelDeployment(core, { id: await ready(), teamId })
    expect(await refusal(over)).toContain('400 bad_request')
  })

  test('is listed by commit, target and state, newest first, page by page', async () => {
    const { core, ready, sha } = await start()
    const ids = [await ready(), await ready(), await ready('preview')]
    const list = async (more: object) => {
      const query = { projectId: 'prj_shop_web', teamId, ...more }
      const answer = await accepted(deploymentsGetDeployments(core, query))
      return { uids: answer.deployments.map((one) => one.uid), next: answer.pagination.next }
    }
    expect((await list({ sha, target: 'production', state: 'READY' })).uids).toEqual([ids[1], ids[0]])
    expect((await list({ sha, state: 'ERROR' })).uids).toEqual([])
    const first = await list({ sha, limit: 2 })
    const second = await list({ sha, limit: 2, until: first.next })
    expect([...first.uids, ...second.uids]).toEqual([ids[2], ids[1], ids[0]])
  })

  test('of an unknown commit, or with a broken body, is refused', async () => {
    const { vercelUrl } = await start()
    const send = async (body: object) => {
      const answer = await fetch(`${vercelUrl}/v13/deployments?teamId=${teamId}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${vercelToken}` },
        body: JSON.stringify(body),
      })
      return `${answer.status} ${(await answer.json()).error.code}`
    }
    const gitSource = { type: 'github', org: 'harbour', repo: 'shop', ref: 'main', sha: 'f'.repeat(40) }
    expect(await send({ name: 'shop-web', gitSource })).toBe('400 incorrect_git_source_info')
    expect(await send({ name: 'shop-web' })).toBe('400 bad_request')
    expect(await send({ name: 'nothing', gitSource })).toBe('404 not_found')
  })
})

test('the state survives a restart', async () => {
  const vercelFile = join(mkdtempSync(join(tmpdir(), 'vercel-')), 'vercel.json')
  const { id } = await (await start({ vercelFile })).build()
  expect(await (await start({ vercelFile })).state(id)).toBe('QUEUED')
})
