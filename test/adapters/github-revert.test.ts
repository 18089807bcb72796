import { describe, expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const repository = 'harbour/shop'
const key = 'home/deployment/3/1/revert'
const base = { 'a.txt': 'one\n', 'b.txt': 'one\n', 'old/c.txt': 'one\n' }
/** One file changed, one deleted, one added. */
const release = { 'a.txt': 'two\n', 'old/c.txt': null, 'new/d.txt': 'two\n' }

/** A main that had `base`, and then a release that changed three files. */
async function start() {
  const world = await startProviders()
  const { github } = world
  const host = createCodeHost(
    { kind: 'token', token: githubToken, apiUrl: world.githubUrl },
    { isThrottled: false },
  )
  const push = (message: string, files: Record<string, string | null>) =>
    github.push('main', { message, author: people.maya, files })
  const request = {
    repository,
    branch: 'main',
    base: push('Before', base),
    head: push('The release', release),
    title: 'Take back the release',
    body: 'Deployment 3 failed.',
  }
  const acts = (wanted: string) => github.records.filter((record) => record.act === wanted)
  const branch = () => Object.keys(github.state.branches).find((name) => name.startsWith('pilothouse/')) ?? ''
  const read = (ref: string, path: string) => {
    const bytes = github.fileAt(ref, path)
    return bytes && Buffer.from(bytes).toString()
  }
  return { ...world, host, push, request, acts, branch, read }
}

describe('a revert', () => {
  test('is one commit and one pull request that put every file back', async () => {
    const { host, request, github, branch, read } = await start()
    const seen = await host.revert.perform(key, request)
    expect(seen).toMatchObject({ seen: 'done', remote: '1', outcome: { number: 1, leftAlone: [] } })
    expect(branch()).toMatch(/^pilothouse\/revert-[0-9a-f]{12}$/)
    expect(github.commit(branch())).toMatchObject({
      message: 'Take back the release\n\nDeployment 3 failed.',
      parents: [request.head],
    })
    expect(github.commit(branch())?.tree).toBe(github.commit(request.base)?.tree)
    expect(read(branch(), 'old/c.txt')).toBe('one\n')
    expect(github.state.issues).toMatchObject([
      {
        title: 'Take back the release',
        body: 'Deployment 3 failed.',
        pull: { base: 'main', head: branch() },
      },
    ])
  })

  test('leaves alone what was changed again since, and says so', async () => {
    const { host, request, push, github, branch, read } = await start()
    push('Mend it', { 'a.txt': 'three\n', 'b.txt': 'three\n' })
    const seen = await host.revert.perform(key, request)
    expect(seen).toMatchObject({ outcome: { leftAlone: ['a.txt'] } })
    const now = ['a.txt', 'b.txt', 'old/c.txt', 'new/d.txt'].map((path) => read(branch(), path))
    expect(now).toEqual(['three\n', 'three\n', 'one\n', undefined])
    expect(github.state.issues[0]?.body).toBe(
      'Deployment 3 failed.\n\nChanged again since, and so left as they are: a.txt.',
    )
    expect(await host.revert.observe(key, request, null)).toEqual(seen)
  })

  test('keeps later commits that touched other files', async () => {
    const { host, request, push, branch, read } = await start()
    push('Go on', { 'e.txt': 'later\n' })
    await host.revert.perform(key, request)
    expect([read(branch(), 'e.txt'), read(branch(), 'a.txt')]).toEqual(['later\n', 'one\n'])
  })

  test('never puts a file where a folder grew since', async () => {
    const { host, request, push, branch, read } = await start()
    push('Grow a folder', { 'old/c.txt/inside.txt': 'kept\n' })
    const seen = await host.revert.perform(key, request)
    expect(seen).toMatchObject({ outcome: { leftAlone: ['old/c.txt'] } })
    expect(read(branch(), 'old/c.txt/inside.txt')).toBe('kept\n')
  })

  test('may take back a diverged line of commits', async () => {
    const { host, request, github, branch, read } = await start()
    const other = github.push('side', { message: 'Aside', author: people.maya, files: { 'a.txt': 'side\n' } })
    await host.revert.perform(key, { ...request, base: other })
    expect(read(branch(), 'a.txt')).toBe('side\n')
  })
})

describe('a revert with nothing to do', () => {
  test('says that no file differs', async () => {
    const { host, request, acts } = await start()
    const seen = await host.revert.perform(key, { ...request, base: request.head })
    expect(seen.seen === 'failed' && seen.reason).toContain('so there is nothing to take back.')
    expect(acts('github-ref')).toEqual([])
  })

  test('says that it was taken back already', async () => {
    const { host, request, push } = await start()
    push('By hand', { 'a.txt': 'one\n', 'old/c.txt': 'one\n', 'new/d.txt': null })
    const seen = await host.revert.perform(key, request)
    expect(seen.seen === 'failed' && seen.reason).toMatch(/^main no longer has what changed between /)
  })

  test('names what was changed again', async () => {
    const { host, request, push } = await start()
    push('Everything anew', { 'a.txt': '3', 'old/c.txt': '3', 'new/d.txt': '3' })
    const seen = await host.revert.perform(key, request)
    expect(seen.seen === 'failed' && seen.reason).toContain(
      'was changed again on main since: a.txt, new/d.txt, old/c.txt. Take it back by hand.',
    )
  })

  test.each([
    [{ branch: 'no-such-branch' }, 'could not find no-such-branch in harbour/shop'],
    [{ base: '0'.repeat(40) }, 'could not list the files of 0000000'],
  ])('because of %j says what is missing', async (change, reason) => {
    const { host, request } = await start()
    const seen = await host.revert.perform(key, { ...request, ...change })
    expect(seen.seen === 'failed' && seen.reason).toContain(reason)
  })
})

describe('an interrupted revert', () => {
  const steps = [/POST .*\/git\/trees$/, /POST .*\/git\/commits$/, /POST .*\/git\/refs$/, /POST .*\/pulls$/]

  test.each(steps)('whose answer to %s was lost ends in one branch and one pull request', async (step) => {
    const { host, request, github, acts } = await start()
    github.loseAnswer(step)
    await expect(host.revert.perform(key, request)).rejects.toMatchObject({ isUncertain: true })
    const found = await host.revert.observe(key, request, null)
    const seen = found.seen === 'absent' ? await host.revert.perform(key, request) : found
    expect(seen).toMatchObject({ seen: 'done', outcome: { number: 1, leftAlone: [] } })
    expect([acts('github-ref'), acts('github-pull')].map((all) => all.length)).toEqual([1, 1])
  })

  test.each(steps)('that met a 502 at %s is carried on', async (step) => {
    const { host, request, github, acts } = await start()
    github.failNext(step, 502)
    await expect(host.revert.perform(key, request)).rejects.toMatchObject({
      isUncertain: true,
      isRetryable: true,
    })
    expect(await host.revert.observe(key, request, null)).toEqual({ seen: 'absent' })
    expect(await host.revert.perform(key, request)).toMatchObject({ seen: 'done' })
    expect([acts('github-ref'), acts('github-pull')].map((all) => all.length)).toEqual([1, 1])
  })

  test('whose base moved between branch and pull request says what its branch leaves alone', async () => {
    const { host, request, github, push } = await start()
    github.failNext(/POST .*\/pulls$/, 502)
    await expect(host.revert.perform(key, request)).rejects.toThrow()
    push('Meanwhile', { 'a.txt': 'three\n' })
    expect(await host.revert.perform(key, request)).toMatchObject({ outcome: { leftAlone: [] } })
  })

  test('that was merged is found, and not opened again', async () => {
    const { host, request, github, githubUrl, branch, acts } = await start()
    const done = await host.revert.perform(key, request)
    const merge = await fetch(`${githubUrl}/repos/${repository}/pulls/1/merge`, {
      method: 'PUT',
      headers: { authorization: `token ${githubToken}` },
    })
    expect(merge.status).toBe(200)
    github.deleteBranch(branch())
    expect(await host.revert.observe(key, request, null)).toEqual(done)
    expect(await host.revert.observe(key, request, '1')).toEqual(done)
    expect(await host.revert.perform(key, request)).toEqual(done)
    expect(acts('github-pull')).toHaveLength(1)
  })

  test('of another key is another pull request', async () => {
    const { host, request } = await start()
    await host.revert.perform(key, request)
    expect(await host.revert.observe(`${key}2`, request, null)).toEqual({ seen: 'absent' })
    expect(await host.revert.perform(`${key}2`, request)).toMatchObject({ outcome: { number: 2 } })
  })
})
