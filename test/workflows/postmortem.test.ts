import { expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import type { World } from '../world.ts'
import { channel, count, fill, openIncident, press, read, toldAfter } from './incident-world.ts'

const folder = 'docs/postmortems'
const path = `${folder}/2026-11-23-incident-1-checkout-returns-500s.md`

const branchIn = ({ sandbox }: World): string =>
  Object.keys(sandbox.github.state.branches).find((name) => name.startsWith('pilothouse/postmortem-1')) ?? ''
const fileIn = (world: World): string =>
  Buffer.from(world.sandbox.github.fileAt(branchIn(world), path) ?? []).toString()
const done = ({ sandbox }: World, act: string) =>
  sandbox.github.records.filter((record) => record.act === act)
const statusIn = (world: World) => done(world, 'github-status').at(-1)?.detail
const stateOf = async ({ bot }: World) =>
  (await bot.deps.db.selectFrom('incidents').select('state').executeTakeFirstOrThrow()).state

/** Resolved by Maya without waiting for the monitoring to end. */
async function resolved(world: World): Promise<World> {
  await world.maya.asks('/incident note restarted the <worker> | twice', channel)
  await world.maya.asks('/incident resolve rolled back anyway because it is a test', channel)
  return world
}

const merge = async (world: World): Promise<void> => {
  const [pull] = world.sandbox.github.state.issues.filter((issue) => issue.pull)
  const url = `${world.sandbox.url}/github/repos/harbour/shop/pulls/${pull?.number}/merge`
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${world.sandbox.tokens.github}` },
    body: '{}',
  })
  expect(answer.status).toBe(200)
}

test('a severe incident gets a draft of facts as a pull request, kept up to date, and closes when it is merged', async () => {
  const world = await resolved(await openIncident({ hasAftermath: true }))
  await world.settle()
  expect(await stateOf(world)).toBe('postmortem')
  const draft = fileIn(world)
  for (const said of [
    '# Post-mortem: checkout returns 500s',
    '| Severity | P0 Critical |',
    'rolled back',
    '_Missing: why it could happen._',
    'Maya Lindqvist noted: restarted the &lt;worker> \\| twice',
    '- commander: Maya',
    'It was resolved before its monitoring had ended with green checks: it is a test',
    'None was due before it was resolved.',
  ])
    expect(draft).toContain(said)
  expect(draft).not.toMatch(/\{\{|U0MAYA00001|began the post-mortem/)
  expect(read(world.maya)).toMatch(/The post-mortem, made of the facts, is <http[^|]+\|pull request \d+>/)
  expect(count(world.maya, channel, 'is to be reviewed by')).toBe(1)
  expect(statusIn(world)).toMatchObject({ state: 'success', description: 'There is no action item' })

  await world.maya.asks('/incident action 1 alert on pool size', channel)
  await world.settle()
  expect(fileIn(world)).toMatch(
    /\| 1 \| alert on pool size \| \*\*missing\*\* \| \*\*missing\*\* \| .*open \|/,
  )
  expect(statusIn(world)).toMatchObject({
    state: 'failure',
    description: '1 action item lacks an owner, 1 action item lacks a date',
  })

  const form = await press(world, world.maya, 'incident.postmortem')
  await fill(world, world.maya, form, { rootCause: 'An index was **dropped**.', lessons: '' })
  expect(fileIn(world)).toContain('An index was **dropped**.')
  expect(done(world, 'github-pull')).toHaveLength(1)

  await merge(world)
  await world.pass({ seconds: 1 })
  expect(await stateOf(world)).toBe('postmortem')
  await toldAfter(world, world.maya, channel, () => world.maya.clicks('Check now', channel))
  expect(await stateOf(world)).toBe('closed')
  expect(read(world.maya)).toContain('closed it: its post-mortem was merged')
  await world.pass({ minutes: 11 })
  expect(read(world.maya)).toContain('this channel is archived now')
  const place = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect(place?.isArchived).toBe(true)
  expect(place?.bookmarks.map(({ title }) => title)).toEqual(['Incident 1', 'Post-mortem'])
  const failed = await world.bot.deps.db
    .selectFrom('acts')
    .select('name')
    .where('state', '=', 'failed')
    .execute()
  expect(failed).toEqual([])
})

test('GitHub away, a file edited by hand, a request closed unmerged: each is said, and nothing is written over', async () => {
  const world = await openIncident({ hasAftermath: true })
  world.sandbox.github.failNext(/POST .*pulls/, 502)
  await resolved(world)
  expect(done(world, 'github-pull')).toHaveLength(0)
  expect(read(world.maya)).toMatch(/It waits: trying again: GitHub/)
  expect(count(world.maya, channel, 'is to be reviewed by')).toBe(1)
  await world.pass({ seconds: 5 })
  expect(done(world, 'github-pull')).toHaveLength(1)

  const files = { [path]: 'written by hand\n' }
  world.sandbox.github.push(branchIn(world), { message: 'Say more', author: people.maya, files })
  const form = await press(world, world.maya, 'incident.postmortem')
  await fill(world, world.maya, form, { impact: 'Nobody could pay.' })
  expect(fileIn(world)).toBe('written by hand\n')
  expect(read(world.maya)).toContain('as it is, since somebody edits it on GitHub')

  expect(await world.maya.asks('/incident review 1 in 3m')).toContain('is reviewed')
  expect(count(world.maya, channel, 'is now to be reviewed by')).toBe(1)
  await world.pass({ minutes: 4 })
  expect(count(world.maya, channel, 'The post-mortem is reviewed')).toBe(1)
  expect(count(world.maya, channel, 'The review of the post-mortem was due')).toBe(1)
  const pull = world.sandbox.github.state.issues.find((issue) => issue.pull)
  if (pull) pull.state = 'closed'
  await world.pass({ minutes: 6 })
  expect(read(world.maya)).toContain('was closed without being merged, so the incident is still open')
  expect(await world.maya.asks('/incident close 1 because it is the same as incident 0')).toContain(
    'is closed',
  )
  expect(await world.maya.asks('/incident close 1 because twice')).toContain('is closed')
  expect(await stateOf(world)).toBe('closed')
  expect(await world.maya.asks('/incident reopen 1 because it is back')).toContain('open again')
})

test('a private incident is proposed nowhere: whoever leads it gets a file', async () => {
  const world = await openIncident({ hasAftermath: true })
  await world.bot.deps.db.updateTable('incidents').set({ is_private: true }).execute()
  await resolved(world)
  await world.settle()
  expect(done(world, 'github-pull')).toHaveLength(0)
  expect(read(world.maya)).toContain('as a file, because the incident is private')
  const files = world.maya.sees('pilothouse').flatMap((message) => message.files ?? [])
  expect(files.map(({ name }) => name)).toEqual(['2026-11-23-incident-1-checkout-returns-500s.md'])
})
