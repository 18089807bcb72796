import { expect, test } from 'vitest'
import { storeIntent } from '../../src/store/acts.ts'
import { openWorld, type World } from '../world.ts'

const project = 'harbourgoodsshoplive'

async function buy({ bot, pass }: World, times: number): Promise<void> {
  const call = { slug: 'checkout', method: 'POST', body: '{}', session: null, timeoutMs: 5000 }
  for (let time = 0; time < times; time += 1) await bot.deps.functionHost.call(project, call)
  await pass({ minutes: 2 })
}

test('What functions logged is summed up for both who ask, in one run, with a report', async () => {
  const world = await openWorld()
  world.sandbox.faults.functionFails = true
  await buy(world, 4)
  expect(await world.maya.asks('/status diagnose')).toContain('/status diagnose logs functions production 2h')
  expect(await world.maya.asks('/status diagnose log')).toContain('Did you mean `logs`?')
  expect(await world.maya.asks('/status diagnose logs docs')).toContain('There is no service `docs`')
  expect(await world.maya.asks('/status diagnose logs 9d')).toContain('a time of at most 24h')

  await Promise.all([
    world.maya.type('/status diagnose logs', { in: 'deploys' }),
    world.tomas.type('/status diagnose logs functions prod 30m', { in: 'deploys' }),
  ])
  await world.settle()
  const runs = await world.bot.deps.db.selectFrom('diagnostics').select(['id', 'state']).execute()
  expect(runs).toEqual([{ id: 1, state: 'ended' }])
  for (const person of [world.maya, world.tomas]) {
    const card = person.reads('pilothouse').join('\n')
    expect(card).toContain('checkout*: v41 failed 4 of 74 calls')
    expect(card).toContain("reading 'priceCents') in order &lt;n&gt;, basket &lt;id&gt;")
    expect(card).toContain('4 times in checkout v41')
    expect(card).toContain('The report is a file beside this message.')
  }
})

test('In an incident’s channel everybody reads it, and the timeline keeps the finding', async () => {
  const world = await openWorld()
  const { maya, priya, sandbox } = world
  sandbox.faults.buildFails = true
  await maya.asks('/deploy web staging feature/gift-cards')
  await world.pass({ seconds: 30 })
  await maya.asks('/incident the shop is slow p2')
  const [channel = ''] = (await world.bot.deps.db.selectFrom('incidents').select('channel').execute()).map(
    (row) => row.channel ?? '',
  )
  const said = () => priya.reads(channel).join('\n')

  expect(await maya.asks('/incident diagnose vercel web staging', channel)).toContain('Diagnostic 1 looks at')
  expect(said()).toContain('string is not a number')
  expect(said()).toContain('The newest build')
  const entries = await world.bot.deps.db.selectFrom('timeline').select('event').execute()
  expect(JSON.stringify(entries)).toContain(
    'diagnosed vercel of web in staging, which @U0MAYA00001 asked for',
  )

  await maya.asks('/status diagnose ci functions', channel)
  expect(said()).toContain('Diagnostic 2 · ci of functions in production')
  expect(await maya.asks('/status diagnose supabase', channel)).toContain('Diagnostic 3 looks')
  expect(said()).toContain('RLS Disabled in Public')
  await maya.asks('/incident affects functions', channel)
  expect(await maya.clicks('Diagnose', channel)).toContain(
    'Diagnostic 4 looks at logs 30m of functions in production',
  )
  expect(said()).toContain('Diagnostic 4 · logs 30m of functions in production*\n*checkout: v41 failed 1 of ')
})

test('A site with the wrong project’s key is told apart, and no key is shown', async () => {
  const world = await openWorld()
  const said = () => world.maya.reads('pilothouse').join('\n')
  await world.maya.asks('/status diagnose anon-key')
  expect(said()).toContain('it is a key of harbourgoodsshoplive for anon, good until 20')
  world.sandbox.faults.keyMixedUp = true
  await world.maya.asks('/status diagnose anon-key web production')
  expect(said()).toContain('it belongs to the project harbourgoodsshoptest and not to harbourgoodsshoplive')
  expect(said()).toContain('Roll back…')
  const files = Object.values(world.sandbox.slack.state.files)
  expect(JSON.stringify([said(), files])).not.toMatch(/eyJ[\w-]{20,}/)
  const acts = await world.bot.deps.db.selectFrom('acts').select('outcome').execute()
  expect(JSON.stringify(acts)).not.toMatch(/eyJ[\w-]{20,}/)
})

test('A table that anybody may read is found in the catalogue, and by reading it', async () => {
  const shopper = { email: 'shopper@harbour.example', password: 'tide-table-7' }
  const world = await openWorld({
    hasShop: true,
    config: (config) => ({ ...config, diagnostics: { reports: null, testUser: shopper } }),
  })
  const said = () => world.maya.reads('pilothouse').join('\n')
  await world.maya.asks('/status diagnose rls')
  expect(said()).toContain('order_items*: anybody may read every row: it has no row level security')
  expect(said()).toContain('rows came of order_items, products')
  expect(said()).not.toContain('customers*:')
  expect(said()).not.toContain('though no grant')
  expect(said()).not.toContain('pull request')
  const report = Object.values(world.sandbox.slack.state.files)
    .map((file) => JSON.stringify(file))
    .join()
  expect(report).toContain('rls-1-')
  expect(await world.maya.asks('/status diagnose rls shopp')).toContain('Did you mean `shop`?')

  world.sandbox.faults.databaseDown = true
  await world.maya.asks('/status diagnose rls')
  await world.pass({ minutes: 2 })
  expect(said()).toContain('Nobody can tell. Grants and policies')
})

test('What a process began that died is carried on by whoever sweeps next', async () => {
  const world = await openWorld()
  const { db, installation, now, jobs } = world.bot.deps
  const asked_at = now()
  const question = { name: 'ci', service: 'web', environment: 'production', argument: null }
  await db
    .insertInto('diagnostics')
    .values({ ...question, state: 'running', asked_at, ended_at: null, wake_at: asked_at })
    .execute()
  const asker = {
    diagnostic_id: 1,
    user_id: 'U0MAYA00001',
    destination: 'U0MAYA00001',
    incident_id: null,
    at: asked_at,
  }
  await db.insertInto('diagnostic_askers').values(asker).execute()
  await db.transaction().execute(async (trx) => {
    const act = {
      subject: 'diagnostic:1',
      round: 1,
      name: 'checks',
      key: `${installation}/diagnostic/1/checks`,
    }
    const intent = { ...act, input: {}, deadlineAt: new Date(asked_at.getTime() + 20_000) }
    await storeIntent(trx, { ...intent, subject: 'diagnostic:1' }, asked_at, false)
  })
  expect(await jobs.deadLetters(1)).toEqual([])
  await world.settle()
  const row = await db.selectFrom('diagnostics').select(['state', 'wake_at']).executeTakeFirstOrThrow()
  expect(row).toEqual({ state: 'ended', wake_at: null })
  const files = Object.values(world.sandbox.slack.state.files)
  expect(JSON.stringify(files)).toContain('2026-11-23-ci-1-')
})
