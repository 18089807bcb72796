import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from './providers.ts'

const shop = { owner: 'harbour', repo: 'shop' }
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const fix = { ...shop, title: 'Round taxes', head: 'fix/cart-rounding', base: 'main', body: 'Per line.' }

async function start() {
  const world = await startProviders()
  const octokit = new Octokit({ auth: githubToken, baseUrl: world.githubUrl, log: quiet })
  const acts = () => world.github.records.map((record) => record.act)
  return { ...world, octokit, acts }
}

const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) =>
      `${error.status} ${error.response.data.message} ${error.response.data.errors?.[0]?.message ?? ''}`,
  )

describe('a pull request', () => {
  test('shows both ends, what it brings, and that it can be merged', async () => {
    const { octokit, github } = await start()
    const { data } = await octokit.pulls.create(fix)
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      merged: false,
      mergeable: true,
      commits: 1,
      changed_files: 1,
      head: { label: 'harbour:fix/cart-rounding', sha: github.commit('fix/cart-rounding')?.sha },
      base: { ref: 'main', sha: github.commit('main')?.sha },
    })
    const files = await octokit.pulls.listFiles({ ...shop, pull_number: 1 })
    expect(files.data.map((file) => file.filename)).toEqual(['src/lib/basket.ts'])
  })

  test.each([
    [{ head: 'no-such-branch' }, '422 Validation Failed'],
    [{ head: 'staging' }, 'No commits between main and staging'],
    [{ head: 'main' }, 'No commits between main and main'],
    [{ title: '' }, '422 Validation Failed'],
  ])('with %j is refused', async (change, answer) => {
    const { octokit, acts } = await start()
    expect(await statusOf(octokit.pulls.create({ ...fix, ...change }))).toContain(answer)
    expect(acts()).toEqual([])
  })

  test('for the same branches is opened once', async () => {
    const { octokit } = await start()
    await octokit.pulls.create(fix)
    expect(await statusOf(octokit.pulls.create(fix))).toContain(
      'A pull request already exists for harbour:fix/cart-rounding.',
    )
  })

  test('is found by its head and state', async () => {
    const { octokit } = await start()
    await octokit.pulls.create(fix)
    await octokit.pulls.create({ ...fix, head: 'feature/gift-cards' })
    await octokit.pulls.update({ ...shop, pull_number: 1, state: 'closed', title: 'Never mind' })
    const list = async (query: { state?: 'all' | 'closed'; head?: string }) =>
      (await octokit.pulls.list({ ...shop, ...query })).data.map((pull) => [pull.number, pull.title])
    expect(await list({})).toEqual([[2, 'Round taxes']])
    expect(await list({ state: 'closed' })).toEqual([[1, 'Never mind']])
    expect(await list({ state: 'all', head: 'harbour:fix/cart-rounding' })).toEqual([[1, 'Never mind']])
  })

  test('is closed with its branch', async () => {
    const { octokit, github } = await start()
    await octokit.pulls.create(fix)
    const sha = github.commit('fix/cart-rounding')?.sha
    github.deleteBranch('fix/cart-rounding')
    const { data } = await octokit.pulls.get({ ...shop, pull_number: 1 })
    expect([data.state, data.merged, data.head.sha]).toEqual(['closed', false, sha])
  })
})

describe('merging', () => {
  const merge = { ...shop, pull_number: 1 }

  test('brings the changes onto the base, and ends the pull request', async () => {
    const { octokit, github, acts } = await start()
    await octokit.pulls.create({ ...fix, head: 'feature/gift-cards' })
    const before = github.commit('main')?.sha
    const { data } = await octokit.pulls.merge(merge)
    expect(github.commit('main')).toMatchObject({
      sha: data.sha,
      parents: [before, github.commit('feature/gift-cards')?.sha],
    })
    expect(github.filesAt('main')).toEqual(
      expect.arrayContaining(['worker/gift-cards.ts', 'src/lib/sizes.ts']),
    )
    const { data: pull } = await octokit.pulls.get(merge)
    expect([pull.state, pull.merged, pull.merge_commit_sha]).toEqual(['closed', true, data.sha])
    expect(await statusOf(octokit.pulls.merge(merge))).toContain('405')
    expect(acts()).toEqual(['github-pull', 'github-merge'])
  })

  test('squashed is one commit with one parent', async () => {
    const { octokit, github } = await start()
    await octokit.pulls.create({ ...fix, head: 'feature/gift-cards' })
    await octokit.pulls.merge({ ...merge, merge_method: 'squash' })
    expect(github.commit('main')).toMatchObject({ message: 'Round taxes (#1)' })
    expect(github.commit('main')?.parents).toHaveLength(1)
  })

  test('is refused where the head moved since it was looked at', async () => {
    const { octokit, github, acts } = await start()
    const { data } = await octokit.pulls.create(fix)
    github.push('fix/cart-rounding', { message: 'One more', author: people.maya })
    expect(await statusOf(octokit.pulls.merge({ ...merge, sha: data.head.sha }))).toContain(
      '409 Head branch was modified.',
    )
    expect(acts()).toEqual(['github-pull'])
    const { data: now } = await octokit.pulls.get(merge)
    expect(await statusOf(octokit.pulls.merge({ ...merge, sha: now.head.sha }))).toBe('answered')
  })

  test('is refused where both sides changed the same file', async () => {
    const { octokit, github } = await start()
    github.push('main', { message: 'Mine', author: people.priya, files: ['src/lib/basket.ts'] })
    await octokit.pulls.create(fix)
    expect((await octokit.pulls.get(merge)).data).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
    })
    expect(await statusOf(octokit.pulls.merge(merge))).toContain('405 Pull Request is not mergeable')
  })

  test('whose answer GitHub lost has happened', async () => {
    const { octokit, github, acts } = await start()
    await octokit.pulls.create(fix)
    github.loseAnswer(/PUT .*\/merge$/)
    await expect(octokit.pulls.merge(merge)).rejects.toThrow()
    expect((await octokit.pulls.get(merge)).data.merged).toBe(true)
    expect(acts()).toEqual(['github-pull', 'github-merge'])
  })
})

describe('an issue', () => {
  test('shares its numbers with pull requests, and takes comments', async () => {
    const { octokit, acts } = await start()
    await octokit.pulls.create(fix)
    const { data } = await octokit.issues.create({ ...shop, title: 'Checkout fails', labels: ['incident'] })
    expect(data.number).toBe(2)
    const at = { ...shop, issue_number: 2 }
    await octokit.issues.createComment({ ...at, body: 'We are looking.' })
    await octokit.issues.update({ ...at, state: 'closed' })
    const { data: issue } = await octokit.issues.get(at)
    expect([issue.state, issue.comments, issue.labels.length]).toEqual(['closed', 1, 1])
    const comments = await octokit.issues.listComments(at)
    expect(comments.data.map((comment) => comment.body)).toEqual(['We are looking.'])
    const open = await octokit.issues.listForRepo(shop)
    expect(open.data.map((one) => [one.number, one.pull_request !== undefined])).toEqual([[1, true]])
    expect(acts()).toEqual(['github-pull', 'github-issue', 'github-comment', 'github-issue-update'])
  })
})
