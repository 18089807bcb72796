import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from './providers.ts'

const shop = { owner: 'harbour', repo: 'shop' }
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

async function start(options: Parameters<typeof startProviders>[0] = {}) {
  const world = await startProviders(options)
  const octokit = new Octokit({ auth: githubToken, baseUrl: world.githubUrl, log: quiet })
  return { ...world, octokit }
}

const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => `${error.status} ${error.response.data.message}`,
  )

describe('who may ask', () => {
  test('a wrong token is refused as GitHub refuses it', async () => {
    const { githubUrl } = await start()
    const stranger = new Octokit({ auth: 'ghp_wrong', baseUrl: githubUrl, log: quiet })
    expect(await statusOf(stranger.repos.get(shop))).toContain('401 Bad credentials')
  })

  test('no token is refused', async () => {
    const { githubUrl } = await start()
    const answer = await fetch(`${githubUrl}/repos/harbour/shop`)
    expect([answer.status, (await answer.json()).message]).toEqual([401, 'Requires authentication'])
  })

  test('an unknown repository is not found', async () => {
    const { octokit } = await start()
    expect(await statusOf(octokit.repos.get({ owner: 'harbour', repo: 'nothing' }))).toContain(
      '404 Not Found',
    )
  })

  test('every answer carries the rate limit, and it shrinks', async () => {
    const { octokit } = await start()
    const first = await octokit.repos.get(shop)
    const second = await octokit.repos.get(shop)
    expect(
      Number(first.headers['x-ratelimit-remaining']) - Number(second.headers['x-ratelimit-remaining']),
    ).toBe(1)
  })
})

describe('history', () => {
  test('main has fourteen commits by three authors, in pages with a Link header', async () => {
    const { octokit } = await start()
    const all = await octokit.paginate(octokit.repos.listCommits, { ...shop, per_page: 5 })
    expect(all).toHaveLength(14)
    expect(new Set(all.map((commit) => commit.author?.login))).toEqual(
      new Set(['maya-l', 'tomas-o', 'priya-r']),
    )
    expect(all[0]?.commit.message).toBe('Round basket totals once, at the end')
  })

  test('a commit is found by branch, tag, whole and short sha', async () => {
    const { octokit } = await start()
    const sha = async (ref: string) => (await octokit.repos.getCommit({ ...shop, ref })).data.sha
    const main = await sha('main')
    expect(main).toMatch(/^[0-9a-f]{40}$/)
    expect(await sha(main)).toBe(main)
    expect(await sha(main.slice(0, 7))).toBe(main)
    expect(await sha('heads/main')).toBe(main)
    expect(await sha('v1.1.0')).not.toBe(main)
    expect(await sha('feature/gift-cards')).not.toBe(main)
  })

  test('a ref that names nothing is refused with 422', async () => {
    const { octokit } = await start()
    const answer = await statusOf(octokit.repos.getCommit({ ...shop, ref: 'no-such-branch' }))
    expect(answer).toContain('422 No commit found for SHA: no-such-branch')
  })

  test('the shas are the same in every world', async () => {
    const [one, two] = [await start(), await start()]
    expect(one.github.state.branches).toEqual(two.github.state.branches)
  })

  test.each([
    ['staging', 'main', 'ahead', 1, 0],
    ['main', 'staging', 'behind', 0, 1],
    ['main', 'main', 'identical', 0, 0],
    ['main', 'feature/gift-cards', 'diverged', 2, 2],
  ])('%s...%s is %s', async (base, head, status, ahead, behind) => {
    const { octokit } = await start()
    const { data } = await octokit.repos.compareCommitsWithBasehead({
      ...shop,
      basehead: `${base}...${head}`,
    })
    expect([data.status, data.ahead_by, data.behind_by, data.commits.length]).toEqual([
      status,
      ahead,
      behind,
      ahead,
    ])
  })

  test('a comparison lists commits oldest first and each changed file once', async () => {
    const { octokit } = await start()
    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead: 'v1.0.0...main' })
    expect(data.commits.at(-1)?.commit.message).toBe('Round basket totals once, at the end')
    const names = data.files?.map((file) => file.filename) ?? []
    expect(names).toContain('worker/orders.ts')
    expect(new Set(names).size).toBe(names.length)
  })

  test('branches, tags and refs are listed', async () => {
    const { octokit } = await start()
    const branches = await octokit.repos.listBranches(shop)
    expect(branches.data.map((branch) => branch.name)).toEqual([
      'experiment/broken-bundle',
      'experiment/checkout-12-percent',
      'experiment/slow-search',
      'feature/gift-cards',
      'fix/cart-rounding',
      'main',
      'staging',
    ])
    const branch = await octokit.repos.getBranch({ ...shop, branch: 'fix/cart-rounding' })
    const ref = await octokit.git.getRef({ ...shop, ref: 'heads/fix/cart-rounding' })
    expect(ref.data.object.sha).toBe(branch.data.commit.sha)
    const matching = await octokit.git.listMatchingRefs({ ...shop, ref: 'heads/f' })
    expect(matching.data.map((one) => one.ref)).toEqual([
      'refs/heads/feature/gift-cards',
      'refs/heads/fix/cart-rounding',
    ])
    expect((await octokit.repos.listTags(shop)).data).toHaveLength(2)
  })

  test('a force push leaves the old commit reachable by its sha only', async () => {
    const { octokit, github } = await start()
    const pushed = github.push('main', { message: 'Try something', author: people.maya })
    github.forcePush('main', github.commit('main~1')?.sha ?? '')
    expect((await octokit.repos.getCommit({ ...shop, ref: 'main' })).data.sha).not.toBe(pushed)
    expect((await octokit.repos.getCommit({ ...shop, ref: pushed })).data.commit.message).toBe(
      'Try something',
    )
  })
})

describe('checks', () => {
  test.each([
    ['main', 'success'],
    ['feature/gift-cards', 'failure'],
    ['fix/cart-rounding', null],
  ])('the test of %s ends in %s', async (ref, conclusion) => {
    const { octokit } = await start()
    const { data } = await octokit.checks.listForRef({ ...shop, ref, check_name: 'test' })
    expect(data.check_runs.map((run) => run.conclusion)).toEqual([conclusion])
  })

  test('a commit without statuses is pending, as GitHub has it', async () => {
    const { octokit } = await start()
    const combined = async (ref: string) =>
      (await octokit.repos.getCombinedStatusForRef({ ...shop, ref })).data.state
    expect(await combined('v1.0.0')).toBe('pending')
    expect(await combined('main')).toBe('success')
  })

  test('a check can be turned red', async () => {
    const { octokit, github } = await start()
    github.setCheck(github.state.branches.main ?? '', 'test', 'failure')
    const { data } = await octokit.checks.listForRef({ ...shop, ref: 'main', check_name: 'test' })
    expect(data.check_runs[0]?.conclusion).toBe('failure')
  })
})
