import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fastFolder } from '../fast-folder.ts'
import { type Fate, type Finish, openStage, persist, type Stage, startDoomed, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const channel = 'inc-1-checkout-returns-500s'
/** After each act that is looked for in a way of its own, and before one of each place where acts are done. */
const boundaries = [
  'before post incident/1/broadcast',
  'before conversations.create',
  'after conversations.create',
  'after post incident/1/card',
  'after topic P3 · Investigating',
  'after pins.add',
  'after conversations.invite',
  'after post incident/1/nudge',
  'before pager trigger',
  'after pager trigger',
  'before post incident/1/update/2/channel',
  'after post incident/1/update/2/channel',
  'after post incident/1/update/2/stakeholders',
  'after github issue of the incident',
  'after github comments',
  'before github issue of an action item',
  'after github issue of an action item',
  'after github issue edited',
  'after github issue closed',
  'after github refs',
  'before github pulls',
  'after github pulls',
  'after github check',
  'after bookmarks.add',
  'before files.completeUploadExternal',
  'after files.completeUploadExternal',
]

describe.concurrent('a bot that is killed', { timeout: 240_000 }, () => {
  test('before and after the acts of an incident does each once', async ({ onTestFinished }) => {
    const { stage, fate } = await liveThrough(onTestFinished)
    expect(fate.kills.toSorted()).toEqual(boundaries.toSorted())
    await expectToldOnce(stage)
    await expectPromisesSettled(stage)
    expectWrittenOnce(stage)
  })

  test('1 s before an update is due posts it late, and once', async ({ onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const variables = await shortUpdates(onTestFinished)
    const fate = await startDoomed(stage, onTestFinished, { dies: () => false, variables })
    await stage.sandbox.slack
      .person('U0MAYA00001')
      .type('/incident checkout returns 500s p0', { in: 'incidents' })
    const [promise] = await waitForPromise(stage)
    const dueAt = promise?.due_at.getTime() ?? 0
    await until(() => Date.now() >= dueAt - 1000)
    await fate.pause()
    await until(() => Date.now() >= dueAt + 1000)
    expect(updatesIn(stage)).toHaveLength(0)
    await fate.resume()
    await until(() => updatesIn(stage).length > 0)
    await until(() => stage.isTold())
    const held = await stage.rows<{ state: string }>(
      `select state from update_promises where due_at = '${promise?.due_at.toISOString()}'`,
    )
    expect(held).toEqual([{ state: 'held' }])
    expect(updatesIn(stage)).toHaveLength(1)
  })
})

async function waitForPromise({ rows }: Stage) {
  const ask = () => rows<{ due_at: Date }>(`select due_at from update_promises where state = 'open'`)
  await until(async () => (await ask()).length > 0)
  return await ask()
}

const updatesIn = ({ sandbox }: Stage): string[] =>
  keysPosted(sandbox).filter((key) => /^incident\/1\/update\/\d+\/channel$/.test(key))

/** Declared, updated by a person, made severe, updated by nobody, resolved. */
async function liveThrough(finish: Finish): Promise<{ stage: Stage; fate: Fate }> {
  const stage = await openStage(finish)
  const dies = (boundary: string) => boundaries.includes(boundary)
  const fate = await startDoomed(stage, finish, { dies, variables: await shortUpdates(finish) })
  const { rows, sandbox } = stage
  const maya = sandbox.slack.person('U0MAYA00001')
  const types = (text: string, isDone: string) =>
    persist(
      async () => (await rows(isDone)).length > 0,
      () => maya.type(text, { in: 'incidents' }),
    )
  const told = () =>
    until(async () => {
      fate.check()
      const open = await rows(`select from acts where state = 'intended' and name <> 'await-merge'`)
      return open.length === 0 && (await stage.isTold())
    })
  await types('/incident checkout returns 500s p3', 'select from incidents')
  await until(() =>
    sandbox.slack.state.channels.some(({ name, pins }) => name === channel && pins.length > 0),
  )
  await until(
    async () => (await rows(`select from acts where name = 'invite' and state = 'done'`)).length > 0,
  )
  await types('/incident update 1 The cause is found.', 'select from status_updates where author is not null')
  await told()
  await types('/incident action 1 alert on slow queries', 'select from tasks')
  await until(async () => (await rows('select from tasks where issue_number is not null')).length > 0)
  await types('/incident due 1 friday', 'select from tasks where due_on is not null')
  await types('/incident severity 1 p0', `select from incidents where severity = 'p0'`)
  await until(() => fate.kills.includes('after post incident/1/update/2/stakeholders'))
  await types('/incident page 1 pagerduty', `select from pages where told = 'trigger'`)
  await types(
    '/incident resolve 1 Rolled back. anyway because it works',
    `select from incidents where state in ('resolved', 'postmortem')`,
  )
  const after = ['check-action-items', 'announce-review', 'bookmark:post-mortem']
  await until(async () => {
    fate.check()
    const ended = await rows<{ name: string }>(`select name from acts where state <> 'intended'`)
    return after.every((name) => ended.some((act) => act.name.startsWith(name)))
  })
  await told()
  return { stage, fate }
}

async function expectToldOnce({ sandbox, rows }: Stage): Promise<void> {
  const keys = keysPosted(sandbox).map((key) => key.replace(/\/nudge\/.*/, '/nudge'))
  const ordered = await rows<{ key: string }>('select key from messages where ts is not null')
  expect(keys).toEqual(ordered.map(({ key }) => key.replace(/\/nudge\/.*/, '/nudge')).toSorted())
  expect(recorded(sandbox.slack).filter((act) => act === 'conversations.create')).toHaveLength(1)
  const [place] = sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  expect(place).toMatchObject({ name: channel, topic: expect.stringContaining('P0 · Postmortem') })
  expect(place?.pins).toHaveLength(1)
  expect(sandbox.pager.state.incidents.map(({ status }) => status)).toEqual(['resolved'])
  expect(place?.members).toEqual(expect.arrayContaining(['U0MAYA00001', 'U0TOMAS0001']))
  expect(await rows(`select name, reason from acts where state <> 'done' and name <> 'await-merge'`)).toEqual(
    [],
  )
}

/** One pull request, one status on it, one link to each, one file for calendars. */
function expectWrittenOnce({ sandbox }: Stage): void {
  const done = (act: string) => sandbox.github.records.filter((record) => record.act === act)
  const { issues, comments } = sandbox.github.state
  expect(issues.filter(({ pull }) => pull)).toHaveLength(1)
  expect(issues.filter(({ pull }) => !pull).map(({ title, state }) => [title, state])).toEqual([
    ['Incident 1: checkout returns 500s', 'closed'],
    ['alert on slow queries', 'open'],
  ])
  expect(issues.find(({ labels }) => labels.includes('action-item'))?.body).toMatch(/Due: \d{4}-/)
  expect(new Set(comments.map(({ body }) => body)).size).toBe(comments.length)
  expect(done('github-ref')).toHaveLength(1)
  const [place] = sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  expect(place?.bookmarks.map(({ title }) => title)).toEqual(['Incident 1', 'GitHub issue #1', 'Post-mortem'])
  const messages = sandbox.slack.state.messages[place?.id ?? ''] ?? []
  expect(messages.flatMap(({ files = [] }) => files.map(({ name }) => name))).toEqual([
    'incident-1-review-1.1.ics',
  ])
}

async function expectPromisesSettled({ rows, ...stage }: Stage): Promise<void> {
  const promises = await rows<{ state: string; update_id: number | null }>(
    'select state, update_id from update_promises',
  )
  const held = promises.filter(({ state }) => state === 'held').map(({ update_id }) => update_id)
  expect(held.length).toBeGreaterThan(0)
  expect(new Set(held).size).toBe(held.length)
  expect(promises.map(({ state }) => state)).not.toContain('open')
  expect(updatesIn({ rows, ...stage })).toHaveLength(held.length + 1)
}

/** The sample's configuration, with an update of the most severe level every 6 s, and nobody paged by a rule. */
async function shortUpdates(finish: Finish): Promise<Record<string, string>> {
  const folder = await fastFolder('crash')
  finish(() => rm(folder, { recursive: true }))
  const file = join(folder, 'pilothouse.yml')
  const sample = await readFile('pilothouse.yml', 'utf8')
  await writeFile(
    file,
    sample
      .replace('updateEvery: 90s', 'updateEvery: 6s')
      .replace('nudgeBefore: 20s', 'nudgeBefore: 3s')
      .replace('monitorFor: 60s', 'monitorFor: none')
      .replace(/(?<=\n {2}escalation:)[\s\S]*?(?=\n {2}workingHours:)/, ' []'),
  )
  return { PILOTHOUSE_CONFIG: file }
}
