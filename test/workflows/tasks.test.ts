import { expect, test } from 'vitest'
import { loadTasks } from '../../src/store/incident/tasks.ts'
import { openWorld } from '../world.ts'
import { channel, count, fill, formAfter, openIncident, read } from './incident-world.ts'

test('tasks are written down, listed, handed on and ticked off, and the card and the timeline say so', async () => {
  const world = await openIncident()
  const { maya, tomas, priya } = world
  const added = await maya.asks('/incident task fix the index <@U0TOMAS0001|tomas> by 2026-11-25', channel)
  expect(added).toContain('Task 1 of incident 1 is written down')
  expect(added).toContain('<@U0TOMAS0001> · due Wed 2026-11-25')
  expect(await maya.asks('/incident action alert on slow queries', channel)).toContain(
    'Nobody owns it yet (`/incident assign 2 @maya`), and it has no date (`/incident due 2 friday`)',
  )
  expect(await priya.asks('/incident assign 2 <@U0PRIYA0001>')).toContain('is <@U0PRIYA0001>’s.')
  expect(await priya.asks('/incident due 2 friday')).toContain('due Fri 2026-11-27')
  expect(await priya.asks('/incident due 2 2026-11-20')).toContain('`2026-11-20` is past')
  expect(read(maya)).toContain('*To do* (2)')
  await tomas.asks('/incident tasks', channel)
  expect(await tomas.clicks('Done', channel)).toContain('Task 1 (fix the index) is done.')
  expect(await tomas.asks('/incident done 2')).toContain('Action item 2 (alert on slow queries) is done.')
  expect(await priya.asks('/incident assign 1 <@U0PRIYA0001>')).toContain(
    'Task 1 is done (by <@U0TOMAS0001>)',
  )
  expect(await priya.asks('/incident done 9')).toContain('There is no task `9`')

  const form = await formAfter(world, maya, maya.type('/incident task', { in: channel }))
  expect(await fill(world, maya, form, { text: '  ' })).toMatchObject({
    text: expect.stringContaining('empty'),
  })
  await fill(world, maya, form, {
    text: 'call the bank',
    owner: 'U0JONAS0001',
    dueOn: '2026-11-24',
    kind: 'action',
  })
  const tasks = await loadTasks(world.bot.deps.db, 1)
  expect(tasks.at(-1)).toMatchObject({ kind: 'action', owner: 'U0JONAS0001', dueOn: '2026-11-24' })
  expect(read(maya)).toContain('added action item 3: call the bank (<@U0JONAS0001>, due 2026-11-24)')
})

test('an action item becomes an issue, is chased on workdays, and is done once the issue is closed', async () => {
  const world = await openWorld()
  const { maya, tomas, sandbox } = world
  await maya.asks('/incident search is empty p3', 'incidents')
  const place = 'inc-1-search-is-empty'
  await maya.asks('/incident action alert on slow queries <@U0TOMAS0001> by today', place)
  await maya.asks('/incident action write a test for it', place)
  const issues = sandbox.github.state.issues.filter(({ labels }) => labels.includes('action-item'))
  expect(issues.map(({ title, labels }) => [title, labels])).toEqual([
    ['alert on slow queries', ['action-item']],
    ['write a test for it', ['action-item']],
  ])
  expect(issues[0]?.body).toContain('Owner: @tomas-o\nDue: 2026-11-23')
  expect(issues[1]?.body).toContain('Owner: missing\nDue: missing')
  expect(read(maya, place)).toContain(`|#${issues[0]?.number}>`)
  if (issues[1]) Object.assign(issues[1], { body: `Seen twice.\n${issues[1].body}`, assignees: ['tomas-o'] })
  await maya.asks('/incident assign 2 <@U0PRIYA0001>')
  await maya.asks('/incident due 2 friday')
  expect(issues[1]?.body).toMatch(/^Seen twice\.[\s\S]*Owner: @priya-r\nDue: 2026-11-27\n/)
  expect(issues[1]?.assignees).toEqual(['tomas-o', 'priya-r'])
  await maya.asks('/incident assign 2 <@U0MAYA00001>')
  expect(issues[1]?.assignees).toEqual(['tomas-o', 'maya-l'])
  await maya.asks('/incident done 2')
  expect(issues[1]?.state).toBe('closed')
  expect(await maya.asks('/incident resolve fixed anyway because it holds', place)).toContain('is resolved')

  await world.pass({ minutes: 4 * 60 })
  expect(count(tomas, 'pilothouse', 'This action item waits')).toBe(0)
  await world.pass({ minutes: 2 * 60 })
  expect(count(tomas, 'pilothouse', 'This action item waits')).toBe(1)
  expect(read(tomas, 'pilothouse')).toContain('due today')
  const [first] = issues
  if (first) Object.assign(first, { state: 'closed', closedAt: world.now() })
  await world.pass({ minutes: 61 })
  expect(read(tomas, 'pilothouse')).toContain('is done, by Pilothouse')
  expect(count(tomas, 'pilothouse', 'This action item waits')).toBe(0)
  expect(read(maya, place)).toContain('whose issue #')
})
