import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFlagHost } from '../../src/adapters/flags/flag-host.ts'
import { UpstreamError } from '../../src/domain/errors.ts'
import type { FlagPlace } from '../../src/ports.ts'
import { emptyDatabase } from '../postgres.ts'

type Place = FlagPlace & { kind: 'postgres' }

/** A database of a target with three flags in a table with names that need quotes. */
async function start(timeoutMs?: number) {
  const database = await emptyDatabase()
  const [client, other] = [1, 2].map(() => new Client({ connectionString: database.url })) as [Client, Client]
  await Promise.all([client.connect(), other.connect()])
  onTestFinished(async () => {
    await Promise.all([client.end(), other.end()])
    await database.drop()
  })
  await client.query(`create schema shop;
    create table shop."Flags" (key text primary key, "isOn" boolean, changes int default 0, note text);
    insert into shop."Flags" (key, "isOn") values ('new-basket', true), ('gift-cards', false), ('o''hara', null)`)
  const place: Place = {
    kind: 'postgres',
    url: database.url,
    table: 'shop.Flags',
    nameColumn: 'key',
    valueColumn: 'isOn',
  }
  const flags = createFlagHost({}, timeoutMs)
  const flip = (name: string, isOn: boolean, at: Partial<Place> = {}) =>
    flags.switch.perform('f-1', { place: { ...place, ...at }, name, isOn })
  const look = (name: string, isOn: boolean) => flags.switch.observe('f-1', { place, name, isOn }, null)
  const value = async (name: string) =>
    (await client.query('select "isOn" from shop."Flags" where key = $1', [name])).rows[0]?.isOn
  return { client, other, place, flags, flip, look, value }
}

async function troubleOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await promise.catch((thrown: unknown) => thrown)
  if (error instanceof UpstreamError) return error
  throw new Error('Expected an UpstreamError.', { cause: error })
}

describe('flags in a table', () => {
  test('are listed by name', async () => {
    const { flags, place } = await start()
    expect(await flags.list(place)).toEqual([
      { name: 'gift-cards', isOn: false },
      { name: 'new-basket', isOn: true },
      { name: "o'hara", isOn: false },
    ])
  })

  test('tell when they were changed where a column says so, and set it', async () => {
    const { client, flags, place } = await start()
    await client.query(`alter table shop."Flags" add column "changedAt" timestamptz;
      update shop."Flags" set "changedAt" = '2026-11-20T14:00:00Z' where key <> 'gift-cards'`)
    const dated = { ...place, updatedColumn: 'changedAt' }
    const times = async () => (await flags.list(dated)).map(({ updatedAt }) => updatedAt?.toISOString())
    expect(await times()).toEqual([undefined, '2026-11-20T14:00:00.000Z', '2026-11-20T14:00:00.000Z'])
    await flags.switch.perform('f-1', { place: dated, name: 'gift-cards', isOn: true })
    const [changed] = await flags.list(dated)
    expect(Math.abs((changed?.updatedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(await troubleOf(flags.list({ ...dated, updatedColumn: 'since' }))).toMatchObject({
      message: expect.stringContaining('lacks the column key or isOn or since'),
    })
  })

  test('are switched, and nothing beside them', async () => {
    const { flip, look, value, client } = await start()
    expect(await look('new-basket', false)).toEqual({ seen: 'absent' })
    const outcome = { name: 'new-basket', isOn: false }
    expect(await flip('new-basket', false)).toEqual({ seen: 'done', outcome })
    expect(await look('new-basket', false)).toEqual({ seen: 'done', outcome })
    expect([await value('new-basket'), await value('gift-cards')]).toEqual([false, false])
    await flip("o'hara", true)
    expect(await value("o'hara")).toBe(true)
    const open = `select count(*)::int as count from pg_stat_activity where application_name = 'pilothouse' and datname = current_database()`
    await expect.poll(async () => (await client.query(open)).rows[0]?.count, { interval: 10 }).toBe(0)
  })

  test('that are as wanted already are not written again', async () => {
    const { flip, client } = await start()
    await client.query(`create function shop.count() returns trigger language plpgsql as
      'begin new.changes = old.changes + 1; return new; end';
      create trigger count before update on shop."Flags" for each row execute function shop.count()`)
    for (const isOn of [false, false, true, true]) await flip('new-basket', isOn)
    const { rows } = await client.query(`select changes from shop."Flags" where key = 'new-basket'`)
    expect(rows).toEqual([{ changes: 2 }])
  })

  test('that are not there are told with those that are', async () => {
    const { flip, client } = await start()
    const seen = await flip('new_basket', false)
    expect(seen.seen === 'failed' && seen.reason).toBe(
      "There is no flag new_basket. There are: gift-cards, new-basket, o'hara.",
    )
    await client.query('truncate shop."Flags"')
    const none = await flip('new-basket', false)
    expect(none.seen === 'failed' && none.reason).toContain('There is none at all in that place.')
  })

  test('are switched by many at once without an error', async () => {
    const { flip, value } = await start()
    const wishes = Array.from({ length: 8 }, (_, index) => index % 2 === 0)
    const seen = await Promise.all(wishes.map((isOn) => flip('new-basket', isOn)))
    expect(seen.map((one) => one.seen)).toEqual(wishes.map(() => 'done'))
    expect(typeof (await value('new-basket'))).toBe('boolean')
  })
})

describe('trouble with the table', () => {
  test.each<[string, Partial<Place>, string]>([
    ['table', { table: 'shop.attic' }, 'there is no table shop.attic. Correct its name'],
    ['case', { table: 'shop.flags' }, 'there is no table shop.flags.'],
    ['column', { valueColumn: 'enabled' }, 'lacks the column key or enabled'],
    ['type', { valueColumn: 'note' }, 'note of shop.Flags is not boolean'],
  ])('a wrong %s is told, and changes nothing', async (_, at, words) => {
    const { flip, client } = await start()
    const trouble = await troubleOf(flip('new-basket', false, at))
    expect(trouble.message).toContain(`Postgres could not switch the flag new-basket: `)
    expect(trouble.message).toContain(words)
    expect([trouble.isRetryable, trouble.isUncertain]).toEqual([false, false])
    const { rows } = await client.query(`select "isOn", note from shop."Flags" where key = 'new-basket'`)
    expect(rows).toEqual([{ isOn: true, note: null }])
  })

  test.each(['flags; drop table shop."Flags"', 'a"b', 'one.two.three', '', 'x'.repeat(64)])(
    'the name %j is refused before anything is sent',
    async (table) => {
      const { flip, value } = await start()
      const trouble = await troubleOf(
        flip('new-basket', false, { table, url: 'postgres://127.0.0.1:1/none' }),
      )
      expect(trouble.message).toContain('can’t be the name'.replace('’', "'"))
      expect(await value('new-basket')).toBe(true)
    },
  )

  test('a refused password is never shown', async () => {
    const { flip, place } = await start()
    const url = new URL(place.url)
    url.username = 'nobody'
    url.password = 'hunter2-of-the-target'
    const trouble = await troubleOf(flip('new-basket', false, { url: url.href }))
    expect(`${trouble.message} ${trouble.cause}`).not.toContain('hunter2')
    expect(trouble.isUncertain).toBe(false)
  })

  test('an address without the password it needs is told as a wrong login', async () => {
    const { flip, place } = await start()
    const url = new URL(place.url)
    url.password = ''
    const trouble = await troubleOf(flip('new-basket', false, { url: url.href }))
    expect(trouble.message).toContain('it refused the user or the password')
    expect([trouble.isRetryable, trouble.isUncertain]).toEqual([false, false])
  })

  test.each(['postgres://shop:hunter2@db:port/shop', 'postgres://shop:hunter2@[db/shop'])(
    'an address that can’t be read is told, and not repeated: %#',
    async (url) => {
      const { flip } = await start()
      const trouble = await troubleOf(flip('new-basket', false, { url }))
      expect(trouble.message).toContain('its address can’t be read. Correct it')
      expect(JSON.stringify([trouble, trouble.message, trouble.cause])).not.toContain('hunter2')
      expect([trouble.isRetryable, trouble.isUncertain]).toEqual([false, false])
    },
  )

  test('a database that is away can be asked later', async () => {
    const { flip } = await start()
    const trouble = await troubleOf(flip('new-basket', false, { url: 'postgres://a:b@127.0.0.1:1/none' }))
    expect(trouble).toMatchObject({ isRetryable: true, isUncertain: false, code: 'ECONNREFUSED' })
    expect(trouble.message).toContain('nothing answers at its address')
  })

  test('a missing right names what to grant', async () => {
    const { flip, client, place } = await start()
    const role = `reader_${Date.now()}`
    await client.query(`create role ${role} login password 'sesame'; grant usage on schema shop to ${role}`)
    onTestFinished(async () => {
      const admin = new Client({ connectionString: place.url })
      await admin.connect()
      await admin.query(`drop owned by ${role}; drop role ${role}`)
      await admin.end()
    })
    const url = new URL(place.url)
    url.username = role
    url.password = 'sesame'
    const trouble = await troubleOf(flip('new-basket', false, { url: url.href }))
    expect(trouble.message).toContain('Grant it select and update.')
  })

  test('a lock that somebody holds ends the wait, and nothing happened', async () => {
    const { flip, client, value } = await start(100)
    await client.query('begin; lock table shop."Flags"')
    const trouble = await troubleOf(flip('new-basket', false))
    await client.query('rollback')
    expect(trouble.message).toContain('it did not finish within 0.1 s. Look whether somebody holds a lock')
    expect(trouble).toMatchObject({ isRetryable: true, isUncertain: false, code: '57014' })
    expect(await value('new-basket')).toBe(true)
  })

  test('a connection that is cut in the middle leaves doubt, and looking ends it', async () => {
    const { flip, look, client, other } = await start()
    await client.query('begin; lock table shop."Flags"')
    const cut = troubleOf(flip('new-basket', false))
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'pilothouse' and datname = current_database() and wait_event_type = 'Lock'`
    await expect
      .poll(async () => (await other.query(waiting)).rowCount, { interval: 10, timeout: 5000 })
      .toBe(1)
    expect(await cut).toMatchObject({ isRetryable: true, isUncertain: true })
    await client.query('rollback')
    expect(await look('new-basket', false)).toEqual({ seen: 'absent' })
  })
})
