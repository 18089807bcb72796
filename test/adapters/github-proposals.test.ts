import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const repository = 'harbour/shop'
const path = 'docs/postmortems/3.md'
const head = 'pilothouse/postmortem-3'
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

async function start() {
  const world = await startProviders()
  const { github } = world
  const host = createCodeHost(
    { kind: 'token', token: githubToken, apiUrl: world.githubUrl },
    { isThrottled: false },
  )
  const known: string[] = []
  const request = (content: string) => {
    known.push(hashOf(content))
    const words = { title: 'Post-mortem of incident 3', body: 'Made of facts.' }
    return { repository, branch: 'main', head, path, content, known: [...known], ...words }
  }
  const shown = () => Buffer.from(github.fileAt(head, path) ?? []).toString()
  const acts = (wanted: string) => github.records.filter(({ act }) => act === wanted)
  return { github, host, request, shown, acts }
}

test('a file is proposed once, and brought up to date by commits on its branch', async () => {
  const { host, request, shown, acts, github } = await start()
  const first = request('one\n')
  expect(await host.proposeFile.observe('k', first, null)).toEqual({ seen: 'absent' })
  const made = await host.proposeFile.perform('k', first)
  expect(made).toMatchObject({ seen: 'done', remote: '1', outcome: { number: 1, isLeftAlone: false } })
  expect(await host.proposeFile.observe('k', first, null)).toEqual(made)
  expect(await host.proposeFile.perform('k', first)).toEqual(made)
  const second = request('two\n')
  expect(await host.proposeFile.observe('k', second, '1')).toEqual({ seen: 'absent' })
  await host.proposeFile.perform('k', second)
  expect(shown()).toBe('two\n')
  expect(acts('github-pull')).toHaveLength(1)
  expect(acts('git-commit')).toHaveLength(2)
  expect(await host.pull(repository, 1)).toMatchObject({ state: 'open', sha: github.commit(head)?.sha })
  expect(await host.pull(repository, 99)).toBeNull()
})

test('what somebody else wrote is never written over, on the branch or before there is one', async () => {
  const { host, request, shown, github } = await start()
  await host.proposeFile.perform('k', request('one\n'))
  github.push(head, { message: 'Say more', author: people.maya, files: { [path]: 'by hand\n' } })
  const later = request('two\n')
  expect(await host.proposeFile.perform('k', later)).toMatchObject({ outcome: { isLeftAlone: true } })
  expect(shown()).toBe('by hand\n')
  github.push('main', { message: 'Another', author: people.maya, files: { 'taken.md': 'theirs\n' } })
  const taken = { ...request('ours\n'), path: 'taken.md', head: 'pilothouse/other' }
  expect(await host.proposeFile.perform('k', taken)).toMatchObject({
    seen: 'failed',
    reason: expect.stringContaining('somebody else wrote it'),
  })
})

test('a status is set once, and the newest counts', async () => {
  const { host, acts, github } = await start()
  const sha = github.commit('main')?.sha ?? ''
  const status = { repository, sha, name: 'pilothouse/action-items', description: '2 lack an owner' }
  const red = { ...status, state: 'failure' } as const
  expect(await host.setStatus.observe('k', red, null)).toEqual({ seen: 'absent' })
  await host.setStatus.perform('k', red)
  expect(await host.setStatus.observe('k', red, null)).toMatchObject({ seen: 'done' })
  await host.setStatus.perform('k', { ...status, state: 'success', description: 'All is said' })
  expect(await host.setStatus.observe('k', red, null)).toEqual({ seen: 'absent' })
  expect(await host.checks(repository, sha)).toContainEqual(
    expect.objectContaining({ name: 'pilothouse/action-items', state: 'passed' }),
  )
  const unknown = { ...red, sha: '0'.repeat(40) }
  expect(await host.setStatus.perform('k', unknown)).toMatchObject({ seen: 'failed' })
  expect(acts('github-status')).toHaveLength(2)
})
