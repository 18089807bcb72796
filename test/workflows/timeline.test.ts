import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { until, type World } from '../world.ts'
import { channel, fill, openIncident, read } from './incident-world.ts'

const fileOf = async (world: World, ending: string): Promise<string> => {
  const file = world.maya
    .sees('pilothouse')
    .findLast(({ files }) => files?.some(({ name }) => name.endsWith(ending)))
  const url = file?.files?.[0]?.url ?? ''
  return await (await fetch(new URL(url, world.sandbox.url))).text()
}

/** Slack's events are acknowledged before anything is done with them. */
async function worded(world: World, count: number): Promise<void> {
  await until(async () => (await words(world)).length === count)
  await world.settle()
}

const words = async (world: World): Promise<string[]> =>
  (await loadTimeline(world.bot.deps.db, 1)).flatMap(({ event }) =>
    event.kind === 'message' || event.kind === 'revision' ? [JSON.stringify(event)] : [],
  )

describe('a pin on a message', () => {
  it('puts it into the timeline once, with what becomes of it; what Pilothouse wrote, and what is gone, not', async () => {
    const world = await openIncident()
    const { maya, tomas } = world
    await tomas.say('the pool is <full>', { in: channel })
    const parent = tomas.sees(channel).at(-1)?.ts ?? ''
    await tomas.say('since the deployment', { in: channel, threadTs: parent })
    const reply = { channel, ts: tomas.sees(channel).at(-1)?.ts ?? '' }
    await tomas.say('not wanted', { in: channel })
    await maya.react('eyes', reply)
    await maya.react('pushpin', reply)
    await worded(world, 1)
    await tomas.react('pushpin', reply)
    await world.settle()
    expect(await words(world)).toEqual([
      JSON.stringify({ kind: 'message', text: 'since the deployment', author: tomas.id }),
    ])
    expect(read(maya)).toContain(`<@${tomas.id}> wrote: since the deployment (added by <@${maya.id}>)`)
    await tomas.edit('since deployment 3 & the flag', reply)
    await worded(world, 2)
    await tomas.delete(reply)
    await worded(world, 3)
    const [, edited, deleted] = await words(world)
    expect(edited).toContain('since deployment 3 & the flag')
    expect(deleted).toContain('"text":null')
    expect(read(maya)).toContain('since deployment 3 &amp; the flag (deleted since)')
    expect(await maya.asks('/incident verify 1')).toContain('is intact')
    const before = await words(world)
    const card = maya.sees(channel).find(({ user }) => user === 'U0PILOT0001' || user !== maya.id)
    await maya.react('pushpin', { channel, ts: card?.ts ?? '' })
    await maya.say('elsewhere', { in: 'deploys' })
    await maya.react('pushpin', { channel: 'deploys', ts: maya.sees('deploys').at(-1)?.ts ?? '' })
    await maya.say('gone in a moment', { in: channel })
    const ts = maya.sees(channel).at(-1)?.ts ?? ''
    await world.bot.deps.db.transaction().execute(async (trx) => {
      await sql`insert into captures (incident_id, channel, ts, user_id, request_id, at)
        select id, channel, ${ts}, ${maya.id}, 'r1', now() from incidents`.execute(trx)
    })
    await maya.delete({ channel, ts })
    await maya.asks('/incident note still there', channel)
    await world.settle()
    expect(await words(world)).toEqual(before)
    expect(read(maya)).toContain(
      'Reading a message for the timeline did not work: The message was deleted before it could be read.',
    )
  })
})

describe('a note', () => {
  it('is corrected by who wrote it, and the file tells both', async () => {
    const world = await openIncident()
    const { maya, tomas } = world
    await maya.asks('/incident note restarted the mailer', channel)
    const entries = await loadTimeline(world.bot.deps.db, 1)
    const seq = entries.find(({ event }) => event.kind === 'note')?.seq
    expect(await tomas.asks(`/incident amend ${seq} restarted nothing`, channel)).toContain(
      "somebody else's note",
    )
    expect(await maya.asks(`/incident amend 1/${seq} =1+1`)).toContain(
      `Entry ${seq} of incident 1 reads so now.`,
    )
    expect(read(maya)).toContain('noted: =1+1 (amended)')
    expect(await maya.asks('/incident export csv', channel)).toContain('is in your direct message')
    expect(await fileOf(world, '.csv')).toContain('restarted the mailer')
    await maya.asks('/incident timeline notes', channel)
    await world.settle()
    const view = maya.views().at(-1)
    expect(JSON.stringify(view?.view)).toContain(`2 of ${entries.length + 1} entries`)
    await maya.click({
      in: { viewId: view?.id ?? '' },
      actionId: 'incident.timeline-filter',
      change: '1:states',
    })
    await world.settle()
    expect(JSON.stringify(maya.views().at(-1)?.view)).toContain('declared a P0')
    await maya.click({ in: { viewId: view?.id ?? '' }, actionId: 'incident.timeline-export', change: '1:md' })
    await world.settle()
    expect(await fileOf(world, '.md')).toContain('Maya Lindqvist noted: =1+1 (amended)')

    await maya.asks('/incident timeline', channel)
    const viewId = maya.views().at(-1)?.id ?? ''
    await maya.click({ in: { viewId }, actionId: 'incident.timeline-amend', change: `1:${seq}` })
    await world.settle()
    const form = maya.views().at(-1)
    expect(JSON.stringify(form?.view)).toContain('"initial_value":"=1+1"')
    expect(await fill(world, maya, form?.id ?? '', { text: '=1+1' })).toMatchObject({
      text: expect.stringContaining('says exactly that already'),
    })
    expect(await fill(world, maya, form?.id ?? '', { text: 'restarted the worker' })).toEqual({})
    expect(read(maya)).toContain('noted: restarted the worker (amended)')
    await tomas.asks('/incident timeline', channel)
    expect(JSON.stringify(tomas.views().at(-1)?.view)).not.toContain('Correct a note')
  })

  it('that anybody tampers with in the rows is noticed', async () => {
    const world = await openIncident()
    const { maya } = world
    const { db } = world.bot.deps
    for (const text of ['one', 'two', 'three']) await maya.asks(`/incident note ${text}`, channel)
    const last = (await loadTimeline(db, 1)).length
    const tamper = [
      sql`update timeline set event = '{"kind":"note","text":"other"}' where seq = ${last}`,
      sql`update timeline set actor = 'U0JONAS0001' where seq = 2`,
      sql`update timeline set at = at + interval '1 second' where seq = 3`,
      sql`update timeline set permalink = 'https://evil.test/' where seq = 4`,
      sql`update timeline set seq = -seq where seq in (2, 3); update timeline set seq = 5 + seq where seq < 0`,
      sql`delete from timeline where seq = 3`,
      sql`delete from timeline where seq = ${last}`,
      sql`delete from timeline`,
    ]
    expect(await maya.asks('/incident verify 1')).toContain('is intact')
    await sql`create table kept as select * from timeline`.execute(db)
    for (const change of tamper) {
      await change.execute(db)
      expect(await maya.asks('/incident verify 1')).toContain('was changed outside Pilothouse')
      await sql`delete from timeline`.execute(db)
      await sql`insert into timeline overriding system value select * from kept`.execute(db)
    }
    expect(await maya.asks('/incident verify 1')).toContain('is intact')
  })
})
