import { describe, expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const repository = 'harbour/shop'
const key = 'home/incident/3/0/open-issue'
const wanted = { repository, title: 'Checkout is down', body: 'Incident 3.', labels: ['incident'] }

async function start() {
  const world = await startProviders()
  const host = createCodeHost(
    { kind: 'token', token: githubToken, apiUrl: world.githubUrl },
    { isThrottled: false },
  )
  const acts = () => world.github.records.map((record) => record.act)
  return { ...world, host, acts }
}

describe('an issue', () => {
  test('is opened, said something on, edited, closed and opened again', async () => {
    const { host, github } = await start()
    const opened = await host.openIssue.perform(key, { ...wanted, assignees: ['tomas-o'] })
    expect(opened).toMatchObject({ seen: 'done', remote: '1', outcome: { number: 1, unassigned: [] } })
    const issue = { repository, number: 1 }
    const said = await host.commentIssue.perform(`${key}/said`, { ...issue, body: 'We know why.' })
    expect(said).toMatchObject({ seen: 'done', link: expect.stringContaining('/issues/1#issuecomment-') })
    await host.editIssue.perform(`${key}/edit`, { ...issue, title: 'Checkout was down', body: 'It is back.' })
    await host.closeIssue.perform(`${key}/close`, issue)
    expect(await host.issue(repository, 1)).toMatchObject({
      ...{ title: 'Checkout was down', isOpen: false, labels: ['incident'], assignees: ['tomas-o'] },
      closedAt: new Date('2026-11-20T10:00:00Z'),
    })
    expect(github.state.issues[0]).toMatchObject({ stateReason: 'completed' })
    expect(await host.openIssue.observe(key, wanted, null)).toMatchObject({ seen: 'done', remote: '1' })
    expect(await host.closeIssue.observe(`${key}/close`, issue, null)).toMatchObject({ seen: 'done' })
    expect(await host.reopenIssue.observe(`${key}/again`, issue, null)).toEqual({ seen: 'absent' })
    await host.reopenIssue.perform(`${key}/again`, issue)
    expect(await host.issue(repository, 1)).toMatchObject({ isOpen: true, closedAt: null })
    expect(await host.issue(repository, 2)).toBeNull()
  })

  test('whose answer was lost is found, also among many, and not opened again', async () => {
    const { host, github, acts } = await start()
    github.loseAnswer(/POST .*\/issues$/)
    await expect(host.openIssue.perform(key, wanted)).rejects.toMatchObject({ isUncertain: true })
    for (const issue of github.state.issues.slice(0, 1))
      for (let number = 2; number < 102; number += 1)
        github.state.issues.push({ ...issue, number, body: 'Another.' })
    const found = await host.openIssue.observe(key, wanted, null)
    expect(found).toMatchObject({ seen: 'done', outcome: { number: 1 } })
    expect(await host.openIssue.observe('another', wanted, null)).toEqual({ seen: 'absent' })
    expect(acts()).toEqual(['github-issue'])
  })

  test('is opened without somebody who may not be assigned, and says so', async () => {
    const { host, github } = await start()
    const opened = await host.openIssue.perform(key, { ...wanted, assignees: ['tomas-o', 'left-us'] })
    expect(opened).toMatchObject({ seen: 'done', outcome: { unassigned: ['tomas-o', 'left-us'] } })
    expect(github.state.issues).toMatchObject([{ title: 'Checkout is down', assignees: [] }])
  })

  test('is found by its key where somebody quotes another one', async () => {
    const { host, github } = await start()
    await host.openIssue.perform(key, wanted)
    const quoting = github.state.issues[0]?.body ?? ''
    await host.openIssue.perform('another', { ...wanted, body: `As in ${quoting}` })
    expect(await host.openIssue.observe(key, wanted, null)).toMatchObject({ outcome: { number: 1 } })
  })

  test('keeps its key however long its text is and whoever edited it', async () => {
    const { host, github } = await start()
    await host.openIssue.perform(key, { ...wanted, body: 'long '.repeat(20_000) })
    const [issue] = github.state.issues
    expect(issue?.body.length).toBeLessThan(65_536)
    if (issue) issue.body = issue.body.replaceAll('\n', '\r\n')
    await host.editIssue.perform(`${key}/edit`, { repository, number: 1, body: 'Short.' })
    expect(issue?.body).toMatch(/^Short\.\n\n<!-- pilothouse [0-9a-f]{32} -->$/)
    expect(await host.openIssue.observe(key, wanted, null)).toMatchObject({ outcome: { number: 1 } })
  })
})

describe('a comment', () => {
  test('whose answer was lost is found behind a hundred others, and not said again', async () => {
    const { host, github, clock, acts } = await start()
    await host.openIssue.perform(key, wanted)
    const said = { repository, number: 1, body: 'We know why.' }
    await host.commentIssue.perform(`${key}/first`, said)
    for (const comment of github.state.comments.slice(0, 1))
      for (let id = 1; id < 100; id += 1) github.state.comments.push({ ...comment, id, body: 'Another.' })
    clock.forward(60_000)
    github.loseAnswer(/POST .*\/comments$/)
    await expect(host.commentIssue.perform(`${key}/said`, said)).rejects.toMatchObject({ isUncertain: true })
    const since = clock.now().toISOString()
    for (const input of [said, { ...said, since }])
      expect(await host.commentIssue.observe(`${key}/said`, input, null)).toMatchObject({ seen: 'done' })
    expect(await host.commentIssue.observe('another', said, null)).toEqual({ seen: 'absent' })
    expect(acts().filter((act) => act === 'github-comment')).toHaveLength(2)
  })

  test('on an issue that is not there is refused in words', async () => {
    const { host } = await start()
    await expect(host.commentIssue.perform(key, { repository, number: 9, body: 'Hello' })).rejects.toThrow(
      'GitHub could not comment on issue 9 in harbour/shop',
    )
  })
})
