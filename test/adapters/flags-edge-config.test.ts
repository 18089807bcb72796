import { expect, test } from 'vitest'
import { createFlagHost } from '../../src/adapters/flags/flag-host.ts'
import { startProviders, vercelToken } from '../sandbox/providers.ts'

const place = {
  kind: 'vercel-edge-config' as const,
  store: 'ecfg_shopflags',
  team: 'team_harbour',
  item: 'flags',
}

async function start() {
  const world = await startProviders()
  const flags = createFlagHost({ vercel: { token: vercelToken, apiUrl: world.vercelUrl } })
  const input = { place, name: 'new-basket', isOn: false }
  const kept = world.vercel.state.edgeConfigs?.[0]?.items ?? {}
  const acts = () => world.vercel.records.map((record) => record.act)
  return { ...world, flags, input, kept, acts }
}

test('flags of an Edge Config are listed with the time of its last change', async () => {
  const { flags } = await start()
  const updatedAt = new Date('2026-11-10T10:00:00.000Z')
  expect(await flags.list(place)).toEqual([
    { name: 'new-basket', isOn: true, updatedAt },
    { name: 'gift-cards', isOn: true, updatedAt },
    { name: 'search-suggestions', isOn: false, updatedAt },
  ])
})

test('one is switched, and what stands beside it stays', async () => {
  const { flags, input, kept } = await start()
  Object.assign(kept.flags?.value ?? {}, { banner: { text: 'Sale' } })
  expect(await flags.switch.observe('f-1', input, null)).toEqual({ seen: 'absent' })
  const done = { seen: 'done', outcome: { name: 'new-basket', isOn: false } }
  expect(await flags.switch.perform('f-1', input)).toEqual(done)
  expect(await flags.switch.observe('f-1', input, null)).toEqual(done)
  expect(kept.flags?.value).toEqual({
    'new-basket': false,
    'gift-cards': true,
    'search-suggestions': false,
    banner: { text: 'Sale' },
  })
})

test('one that is as wanted already is not written', async () => {
  const { flags, input, acts } = await start()
  expect(await flags.switch.perform('f-1', { ...input, isOn: true })).toMatchObject({ seen: 'done' })
  expect(acts()).toEqual([])
})

test('a lost answer is found by looking', async () => {
  const { flags, input, vercel, acts } = await start()
  vercel.loseAnswer(/PATCH .*\/items$/)
  await expect(flags.switch.perform('f-1', input)).rejects.toMatchObject({ isUncertain: true })
  expect(await flags.switch.observe('f-1', input, null)).toMatchObject({ seen: 'done' })
  expect(acts()).toEqual(['vercel-edge-config'])
})

test('a setting that is no switch is not there to be switched', async () => {
  const { flags, input, kept } = await start()
  Object.assign(kept.flags?.value ?? {}, { banner: 'Sale' })
  const seen = await flags.switch.perform('f-1', { ...input, name: 'banner' })
  expect(seen.seen === 'failed' && seen.reason).toBe(
    'There is no flag banner. There are: new-basket, gift-cards, search-suggestions.',
  )
})

test('an item that holds no flags is told', async () => {
  const { flags, input, kept } = await start()
  Object.assign(kept.flags ?? {}, { value: 'on' })
  await expect(flags.switch.perform('f-1', input)).rejects.toThrow(
    'The item flags of ecfg_shopflags holds no flags. It should be an object such as',
  )
})

test('a store that is not there is told by Vercel', async () => {
  const { flags } = await start()
  await expect(flags.list({ ...place, store: 'ecfg_attic' })).rejects.toThrow(
    'Vercel could not read the item flags of ecfg_attic: “Edge Config not found” (404)',
  )
})

test('without a token of Vercel it says what to set', async () => {
  const { input } = await start()
  await expect(createFlagHost({}).switch.perform('f-1', input)).rejects.toThrow(
    'there is no VERCEL_TOKEN. Set it and restart.',
  )
})
