import { expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const shop = 'harbour/shop'

test('a commit is reviewed where its pull request was approved, and each reviewer’s newest word counts', async () => {
  const { github, githubUrl } = await startProviders()
  const host = createCodeHost(
    { kind: 'token', token: githubToken, apiUrl: githubUrl },
    { isThrottled: false },
  )
  const { sha = '' } = github.commit('fix/cart-rounding') ?? {}
  expect(await host.review(shop, sha)).toEqual({ pull: null, approvedBy: [], objectedBy: [] })

  const headers = { authorization: `Bearer ${githubToken}`, 'content-type': 'application/json' }
  const send = async (path: string, body: object) =>
    await fetch(`${githubUrl}/repos/${shop}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  await send('/pulls', { title: 'Round taxes', head: 'fix/cart-rounding', base: 'main' })
  expect(await host.review(shop, sha)).toEqual({ pull: 1, approvedBy: [], objectedBy: [] })
  expect((await send('/pulls/1/reviews', { event: 'APPROVE' })).status).toBe(422)

  const stranger = { ...people.maya, login: 'passer-by' }
  github.review(1, stranger, 'APPROVED')
  expect(await host.review(shop, sha)).toEqual({ pull: 1, approvedBy: [], objectedBy: [] })
  github.review(1, people.priya, 'CHANGES_REQUESTED')
  github.review(1, people.maya, 'APPROVED')
  expect(await host.review(shop, sha)).toEqual({ pull: 1, approvedBy: ['maya-l'], objectedBy: ['priya-r'] })
  github.review(1, people.priya, 'APPROVED')
  github.review(1, people.priya, 'COMMENTED')
  github.review(1, people.maya, 'DISMISSED')
  expect(await host.review(shop, sha)).toEqual({ pull: 1, approvedBy: ['priya-r'], objectedBy: [] })

  const merge = { method: 'PUT', headers, body: '{"merge_method":"squash"}' }
  await fetch(`${githubUrl}/repos/${shop}/pulls/1/merge`, merge)
  const { sha: squashed = '' } = github.commit('main') ?? {}
  expect((await host.review(shop, squashed)).approvedBy).toEqual(['priya-r'])
})
