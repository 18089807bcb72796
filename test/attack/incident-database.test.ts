import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyTimeline } from '../../src/domain/timeline/timeline.ts'
import type { Db } from '../../src/store/tables.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { channel, openIncident, read } from '../workflows/incident-world.ts'
import { openWorld } from '../world.ts'
import { postsByKey } from './bots.ts'

const tables = ['incidents', 'timeline', 'audit', 'update_promises', 'status_updates', 'messages', 'acts']

/** Lets the next statement that writes to a table fail; what fails undoes its transaction, but not this count. */
async function failNextWrite(db: Db, table: string): Promise<void> {
  await sql`create sequence if not exists broken_writes`.execute(db)
  await sql
    .raw(
      `create or replace function break_write() returns trigger as $$
       begin
         if nextval('broken_writes') = 1 then raise exception 'this write fails'; end if;
         return new;
       end $$ language plpgsql`,
    )
    .execute(db)
  await sql
    .raw(
      `create trigger break before insert or update on ${table} for each row execute function break_write()`,
    )
    .execute(db)
}

test.each(tables)('a write to %s that fails leaves no half-made incident', async (table) => {
  const world = await openWorld()
  const { db } = world.bot.deps
  await failNextWrite(db, table)
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  const incidents = await db.selectFrom('incidents').select('id').execute()
  const entries = await db.selectFrom('timeline').select('event').where('seq', '=', 1).execute()
  const promises = await db.selectFrom('update_promises').select('state').execute()
  const broadcasts = await db
    .selectFrom('messages')
    .select('key')
    .where('purpose', '=', 'incident-broadcast')
    .execute()
  const audits = await db.selectFrom('audit').select('id').where('action', '=', 'incident.declare').execute()
  for (const rows of [entries, promises, broadcasts, audits]) expect(rows).toHaveLength(incidents.length)
  if (incidents.length === 0) {
    expect(read(world.maya, 'incidents')).toMatch(/reference|Reference/)
    await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  }
  for (let waits = 0; waits < 4; waits += 1) await world.pass({ seconds: 5 })
  const [made, ...more] = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  expect(more).toEqual([])
  expect([made?.pins.length, made?.topic.slice(0, 2)]).toEqual([1, 'P0'])
  expect([...postsByKey(world)].filter(([, times]) => times !== 1)).toEqual([])
})

test.each(['timeline', 'audit', 'update_promises', 'status_updates', 'messages'])(
  'a write to %s that fails leaves no half-made update, and a second try posts it once',
  async (table) => {
    const world = await openIncident()
    const { db } = world.bot.deps
    await failNextWrite(db, table)
    const answer = await world.maya.asks('/incident update 1 we rolled back', channel)
    expect(answer).not.toContain('is posted')
    const written = () => db.selectFrom('status_updates').select('id').execute()
    expect(await written()).toEqual([])
    expect(await world.maya.asks('/incident update 1 we rolled back', channel)).toContain('is posted')
    expect(await written()).toHaveLength(1)
    const promises = await db.selectFrom('update_promises').select('state').orderBy('id').execute()
    expect(promises.map(({ state }) => state)).toEqual(['kept', 'open'])
    expect(verifyTimeline(await loadTimeline(db, 1), 1)).toEqual({ isIntact: true })
  },
)

test('a promise whose holding update fails is held a moment later, once', async () => {
  const world = await openIncident()
  const { db } = world.bot.deps
  await world.pass({ seconds: 80 })
  await failNextWrite(db, 'status_updates')
  await world.pass({ seconds: 10 })
  await world.pass({ seconds: 3 })
  const promises = await db.selectFrom('update_promises').select('state').orderBy('id').execute()
  expect(promises.map(({ state }) => state)).toEqual(['held', 'open'])
  expect(world.maya.reads(channel).filter((text) => text.includes('Automatic update'))).toHaveLength(1)
})

test('wake-up calls that are lost are made up for by the sweep', async () => {
  const world = await openIncident()
  const { db, jobs } = world.bot.deps
  const { wake } = jobs
  jobs.wake = async () => {}
  await world.maya.type('/incident resolve 1 done', { in: 'incidents' })
  await sql`delete from pgboss.job`.execute(db)
  jobs.wake = wake
  await world.settle()
  await world.settle()
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect(made?.topic).toContain('Resolved')
  expect(read(world.maya)).toContain('Resolved · incident 1')
})

test('all wake-up calls of a new incident are lost, and it is opened in full all the same', async () => {
  const world = await openWorld()
  const { db, jobs } = world.bot.deps
  const { wake } = jobs
  for (let rounds = 0; rounds < 12; rounds += 1) {
    jobs.wake = async () => {}
    if (rounds === 0) await world.maya.type('/incident checkout returns 500s p3', { in: 'incidents' })
    await sql`delete from pgboss.job`.execute(db)
    jobs.wake = wake
    await world.settle()
  }
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect([made?.pins.length, made?.topic.slice(0, 2)]).toEqual([1, 'P3'])
})
