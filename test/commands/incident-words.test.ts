import { describe, expect, test } from 'vitest'
import { appendEntry, loadTimeline } from '../../src/store/timeline/timeline.ts'
import { channel, count, fill, formAfter, openIncident, press, read } from '../workflows/incident-world.ts'
import { openWorld, type TestPerson, type World } from '../world.ts'

const opened = ({ sandbox }: World) =>
  sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-')).map(({ name }) => name)

const mentions = /<!(channel|here|everyone)|<!subteam/

/** Whatever Slack would look through for mentions: plain text objects are shown as they are. */
function marked(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(marked)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'plain_text') return []
  return Object.values(value).flatMap((part) => (typeof part === 'string' ? [part] : marked(part)))
}

const markedIn = (person: TestPerson, place: string): string => marked(person.sees(place)).join('\n')

/** What is in it, what is typed, and how its channel's name goes on. */
const titles = [
  ['only emoji', '🔥🔥🔥', ''],
  ['punctuation', '!!! ???', ''],
  ['a mention of everybody', '<!channel> <!here> is down', '-channel-here-is-down'],
  ['markup', '*bold* _no_ `code` ~~ > <https://evil.example|bank>', ''],
  ['two lines', 'checkout\nreturns 500s', '-checkout-returns-500s'],
  ['letters from right to left', 'התשלום נכשל', ''],
  ['a turned direction', 'pay \u202egnp.exe', '-pay-gnp-exe'],
  ['words of another database', "'; drop table incidents; --", '-drop-table-incidents'],
  ['one very long word', 'x'.repeat(4000), `-${'x'.repeat(74)}`],
  ['many long words', 'checkout '.repeat(440), '-checkout'],
  ['emoji that is cut in half', '👩‍🚒'.repeat(100), ''],
] as const

describe('a title', () => {
  test('is shown as it is, pings nobody and gives a channel, whatever is in it', async () => {
    const world = await openWorld()
    for (const [index, [what, title, name]] of titles.entries()) {
      const id = index + 1
      const answer = await world.maya.asks(`/incident anyway ${title} p0`, 'incidents')
      expect(answer, what).toContain(`Incident ${id} is declared, P0`)
      const own = opened(world)[index] ?? ''
      expect(own.startsWith(`inc-${id}${name}`), what).toBe(true)
      for (const place of [own, 'incidents']) expect(markedIn(world.maya, place)).not.toMatch(mentions)
      expect(read(world.maya, own).isWellFormed()).toBe(true)
      expect(world.sandbox.slack.state.channels.find((one) => one.name === own)?.topic).not.toMatch(mentions)
      const timeline = await loadTimeline(world.bot.deps.db, id)
      expect(timeline.some(({ event }) => event.kind === 'step-failed')).toBe(false)
    }
    expect(opened(world)).toHaveLength(titles.length)
  })

  test('of nothing opens the form', async () => {
    const world = await openWorld()
    await formAfter(world, world.maya, world.maya.type('/incident declare   ', { in: 'incidents' }))
    expect(JSON.stringify(world.maya.views())).toContain('What is broken?')
  })
})

describe('text of 3,000 characters', () => {
  const long = `${'<!channel> & "quoted" *bold* '.repeat(120)}`.slice(0, 3000)

  test('in every field of an update is posted within Slack’s limits', async () => {
    const world = await openIncident()
    const form = await press(world, world.maya, 'incident.update')
    const short = long.slice(0, 1000)
    const filled = { whatChanged: long.slice(0, 2000), impact: short, nextStep: short }
    expect(await fill(world, world.maya, form, filled)).toEqual({})
    expect(count(world.jonas, 'company-updates', '*What changed*')).toBe(1)
    expect(markedIn(world.jonas, 'company-updates')).not.toMatch(mentions)
    await world.maya.asks(`/incident resolve 1 ${long}`, 'incidents')
    expect(count(world.maya, channel, 'Resolved · incident 1')).toBe(1)
    expect(markedIn(world.maya, channel)).not.toMatch(mentions)
  })

  test('as a note, again and again, is kept in full, and the report counts what it leaves out', async () => {
    const world = await openIncident()
    for (let notes = 0; notes < 20; notes += 1)
      await world.maya.type(`/incident note 1 ${long}`, { in: 'incidents' })
    await world.maya.asks('/incident resolve 1 done', 'incidents')
    const notes = (await loadTimeline(world.bot.deps.db, 1)).filter(({ event }) => event.kind === 'note')
    expect(notes).toHaveLength(20)
    expect(read(world.maya)).toMatch(/\d+ earlier entr(y|ies) left out here/)
  })
})

test('the report of 200 entries shows the newest, counts the rest, and arrives', async () => {
  const world = await openIncident()
  const note = (text: string) =>
    ({ incidentId: 1, at: world.now(), actor: 'U0MAYA00001', event: { kind: 'note', text } }) as const
  await world.bot.deps.db.transaction().execute(async (trx) => {
    for (let number = 0; number < 200; number += 1) await appendEntry(trx, note(`entry number ${number}`))
  })
  await world.maya.asks('/incident resolve 1 done', 'incidents')
  const report = world.maya.reads(channel).find((text) => text.includes('Resolved · incident 1')) ?? ''
  const left = Number(/(\d+) earlier entries left out here/.exec(report)?.[1])
  const total = (await loadTimeline(world.bot.deps.db, 1)).length
  const shown = report.split('\n').filter((line) => line.includes('<!date^') && line.includes(' · ')).length
  expect(total).toBeGreaterThan(200)
  expect(Math.abs(left + shown - total)).toBeLessThanOrEqual(2)
  await formAfter(world, world.maya, world.maya.type('/incident timeline 1', { in: 'incidents' }))
  expect(JSON.stringify(world.maya.views().at(-1)?.view)).toContain('entry number')
})

describe('how fast', () => {
  test('the first message of an incident is the first call to Slack', async () => {
    const world = await openWorld()
    const calls: string[] = []
    const { chat } = world.bot.deps
    const { post, createChannel } = chat
    chat.post = async (...args) => {
      calls.push('post')
      return await post(...args)
    }
    chat.createChannel = {
      ...createChannel,
      perform: async (...args) => {
        calls.push('create-channel')
        return await createChannel.perform(...args)
      },
    }
    await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
    expect(calls.indexOf('post')).toBeLessThanOrEqual(1)
  })

  test('commands are acknowledged at once', async () => {
    const world = await openIncident()
    const typed = [
      'note 1 x',
      'update 1 x',
      'severity 1 p1',
      'claim 1',
      'list',
      'verify 1',
      'help',
      'search is empty p2',
    ]
    const times: number[] = []
    for (let rounds = 0; rounds < 3; rounds += 1)
      for (const text of typed) {
        const start = performance.now()
        await world.maya.type(`/incident ${text}`, { in: 'incidents' })
        times.push(performance.now() - start)
      }
    times.sort((a, b) => a - b)
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(400)
    expect(times.at(-1)).toBeLessThan(2500)
  })
})
