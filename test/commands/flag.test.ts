import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FlagPlace } from '../../src/domain/operation/flag.ts'
import { switchFlagAct } from '../../src/workflows/flags/switch-flag.ts'
import { emptyDatabase } from '../postgres.ts'
import { openWorld, until, type World } from '../world.ts'

/** The sandbox's flags: an object in one item of an Edge Config. */
const flagsIn = ({ sandbox }: World) =>
  sandbox.vercel.state.edgeConfigs?.[0]?.items.flags?.value as Record<string, boolean>

const switches = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-edge-config').length

const card = (world: World) => world.maya.reads('deploys').findLast((text) => text.startsWith('Flag ')) ?? ''

describe('/deploy flag', () => {
  it('turns a flag off, says so where everybody looks, and offers the way back', async () => {
    const world = await openWorld()
    await world.maya.asks('/incident checkout returns 500s p1')
    const answer = await world.tomas.asks('/deploy flag off new-basket because it breaks the checkout')
    expect(answer).toMatch(
      /\*Flag new-basket is off in production\*, since .*, by <@U0TOMAS0001>, because it breaks the checkout\. Its card is in <#C0DEPLOYS01>/,
    )
    expect(flagsIn(world)).toEqual({ 'new-basket': false, 'gift-cards': true, 'search-suggestions': false })
    expect(card(world)).toContain('Flag new-basket is off in production')
    expect(world.maya.reads('inc-1-checkout-returns-500s').join()).toContain(
      '<@U0TOMAS0001>: the flag new-basket was turned off in production, because it breaks the checkout (operation 1)',
    )
    const flags = await world.maya.asks('/deploy flags')
    expect(flags).toMatch(/\*off\* new-basket · switched .* by <@U0TOMAS0001>/)
    expect(flags).toMatch(/\*on\* gift-cards\n/)
    expect(flags).toMatch(/The place where they are kept was changed .*; it does not say which of them\./)

    expect(await world.maya.clicks('Turn it on again')).toContain(
      'Only an approver of production may change it',
    )
    expect(flagsIn(world)['new-basket']).toBe(false)
    expect(await world.priya.clicks('Turn it on again')).toContain('Flag new-basket is on in production')
    expect(flagsIn(world)['new-basket']).toBe(true)
    expect(switches(world)).toBe(2)
    expect(world.maya.reads('deploys').join()).toMatch(
      /Flag new-basket was turned off in production\* .*, by <@U0TOMAS0001>, because it breaks the checkout\. It was switched again since\./,
    )
    await expect(world.priya.clicks('Turn it on again')).rejects.toThrow('There is no button')
  })

  it('does nothing where there is nothing to do, and says why', async () => {
    const world = await openWorld()
    const answers = [
      [
        '/deploy flag off new-baskt because of it',
        'There is no flag `new-baskt`. Did you mean `new-basket`?',
      ],
      ['/deploy flag off new-basket', '`/deploy flag` needs a reason, which the others will read.'],
      ['/deploy flag on new-basket', 'The flag `new-basket` is on in production already'],
      ['/deploy flag on new-basket staging', 'does not say where the flags of staging are kept'],
      ['/deploy flag new-basket', '`/deploy flag` needs on or off, and the flag’s name.'],
      ['/deploy flag on new-basket prodction', 'There is no environment `prodction`.'],
      ['/deploy flags moon', 'There is no environment `moon`.'],
    ] as const
    for (const [typed, words] of answers) expect(await world.tomas.asks(typed)).toContain(words)
    expect(await world.maya.asks('/deploy flag off gift-cards because of it')).toContain(
      'Only an approver of production may change it at once, so nothing was changed.',
    )
    expect(switches(world)).toBe(0)
    expect(card(world)).toBe('')
  })
})

describe('flags in a table', () => {
  it('are switched for one of two who ask at once, and their database’s address stands nowhere', async () => {
    const { world, client, url } = await withTable()
    const answers = await Promise.all([
      world.tomas.asks('/deploy flag off new-basket because it is slow'),
      world.priya.asks('/deploy flag off new-basket because I see it too'),
    ])
    expect(answers.join()).toMatch(
      /Somebody is about to turn the flag new-basket off|off in production already/,
    )
    expect(answers.join()).toContain('Flag new-basket is off in production')
    const { rows } = await client.query('select name, enabled, changes from feature_flags order by name')
    expect(rows).toEqual([
      { name: 'gift-cards', enabled: true, changes: 0 },
      { name: 'new-basket', enabled: false, changes: 1 },
    ])
    expect(await world.maya.asks('/deploy flags')).toMatch(/\*off\* new-basket · switched .* by <@U0/)
    const stored = await everythingStored(world)
    expect(stored).toContain('new-basket')
    expect(stored).not.toContain(new URL(url).pathname)
  })

  it('that are deleted meanwhile, or changed back, are told', async () => {
    const { world, client } = await withTable()
    await client.query('begin; select * from feature_flags for update')
    await world.tomas.type('/deploy flag off new-basket because it is slow', { in: 'deploys' })
    await until(async () => (await begunActs(world)) === 1)
    await client.query(`delete from feature_flags where name = 'new-basket'; commit`)
    await world.settle()
    expect(card(world)).toContain(
      '*It did not work to turn the flag new-basket off in production.* There is no flag new-basket. There are: gift-cards.',
    )
    expect(card(world)).toContain('*What it leaves:* Nothing was changed.')
    await client.query(`create function stubborn() returns trigger language plpgsql as 'begin new.enabled = true; return new; end';
      create trigger stubborn before update on feature_flags for each row execute function stubborn()`)
    expect(await world.tomas.asks('/deploy flag off gift-cards because of it')).toContain(
      'The flag gift-cards reads on again: somebody else changed it.',
    )
  })
})

describe('a card that its channel does not take', () => {
  it('does not hold up what was asked for, and whoever asked is told', async () => {
    const world = await openWorld()
    world.sandbox.slack.failNext('chat.postMessage', 'not_in_channel')
    await world.tomas.asks('/deploy flag off new-basket because it is slow')
    expect(world.tomas.reads('pilothouse')).toEqual([
      expect.stringMatching(/Its card can't be shown in <#C0DEPLOYS01>: Pilothouse is not in <#C0DEPLOYS01>/),
    ])
    expect(flagsIn(world)['new-basket']).toBe(false)
  })
})

describe('two flags that are kept as one value', () => {
  it('don’t undo each other when they are switched at once', async () => {
    const world = await openWorld()
    await Promise.all([
      world.tomas.type('/deploy flag off new-basket because it is slow', { in: 'deploys' }),
      world.priya.type('/deploy flag off gift-cards because they are, too', { in: 'deploys' }),
    ])
    await world.settle()
    await world.pass({ minutes: 1 })
    expect(flagsIn(world)).toEqual({ 'new-basket': false, 'gift-cards': false, 'search-suggestions': false })
    expect(switches(world)).toBe(2)

    const { deps } = world.bot
    const slow = Promise.withResolvers<void>()
    const perform = async () => {
      await slow.promise
      return { seen: 'done', outcome: { name: 'a', isOn: true } } as const
    }
    const flagHost = { ...deps.flagHost, switch: { ...deps.flagHost.switch, perform } }
    const flags = { ...deps.config.flags, staging: deps.config.flags.production as FlagPlace }
    const act = switchFlagAct({ ...deps, flagHost, config: { ...deps.config, flags } })
    const first = act.perform('a', { environment: 'production', isOn: true, name: 'a' })
    expect(await act.perform('b', { environment: 'staging', isOn: true, name: 'b' })).toEqual({
      seen: 'pending',
      progress: 'another flag is being switched',
    })
    slow.resolve()
    expect(await first).toMatchObject({ seen: 'done' })
  })
})

describe('a place of flags that is away', () => {
  it('is asked again until it is back, or until there is no point', async () => {
    const world = await openWorld()
    world.sandbox.vercel.failNext(/PATCH .*items/, 503, 3)
    await world.tomas.asks('/deploy flag off new-basket because it is slow')
    expect(card(world)).toMatch(/Switch the flag · attempt 1 did not work, next try/)
    await world.pass({ minutes: 1 })
    expect(card(world)).toContain('Flag new-basket is off in production')
    world.sandbox.vercel.failNext(/PATCH .*items/, 403)
    expect(await world.tomas.asks('/deploy flag off gift-cards because of it')).toContain(
      'It is not certain whether gift-cards is on or off in production.',
    )
    expect(switches(world)).toBe(1)
  })
})

/** The flags of production in a database of the target. */
async function withTable() {
  const database = await emptyDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  await client.query(`create table feature_flags (name text primary key, enabled boolean, changes int default 0);
    insert into feature_flags values ('new-basket', true), ('gift-cards', true);
    create function counted() returns trigger language plpgsql as 'begin new.changes = old.changes + 1; return new; end';
    create trigger count before update on feature_flags for each row execute function counted()`)
  const { url } = database
  const columns = { table: 'feature_flags', nameColumn: 'name', valueColumn: 'enabled' }
  const world = await openWorld({
    config: (config) => ({ ...config, flags: { production: { kind: 'postgres', url, ...columns } } }),
  })
  return { world, client, url }
}

async function begunActs({ bot }: World): Promise<number> {
  return (await bot.deps.db.selectFrom('acts').select('id').where('name', '=', 'switch-flag').execute())
    .length
}

/** What the bot's own database holds of it. */
async function everythingStored({ bot: { deps } }: World): Promise<string> {
  const tables = ['acts', 'audit', 'operations', 'messages', 'timeline'] as const
  const rows = tables.map((table) => deps.db.selectFrom(table).selectAll().execute())
  return JSON.stringify(await Promise.all(rows))
}
