import { expect, test } from 'vitest'
import { openWorld, type TestPerson, until, type World } from '../world.ts'
import { postsByKey } from './bots.ts'

const place = 'deploys'

const states = async ({ bot: { deps } }: World): Promise<string[]> =>
  (await deps.db.selectFrom('deployments').select('state').orderBy('id').execute()).map(({ state }) => state)

const times = (count: number, act: (index: number) => Promise<unknown>): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

/** What this person was told privately, message by message. */
const toldTo = (person: TestPerson): string[] => {
  const texts = person.reads(place)
  return person.sees(place).flatMap((message, index) => (message.ephemeralFor ? [texts[index] ?? ''] : []))
}

const acts = ({ sandbox }: World, act: string): number =>
  sandbox.vercel.records.filter((record) => record.act === act).length

const rest = async (world: World): Promise<void> => {
  await until(() => world.bot.isIdle(), 30_000)
  await world.settle()
}

test('a hundred people deploy the same thing in the same instant: one deployment, and a sentence for everyone else', async () => {
  const world = await openWorld({ concurrency: 4 })
  const people = [world.maya, world.tomas, world.priya, world.jonas]
  await times(100, (index) =>
    (people[index % people.length] ?? world.maya).type('/deploy web production', { in: place }),
  )
  await rest(world)
  const all = await states(world)
  expect(all).toHaveLength(100)
  expect(all.filter((state) => state === 'awaiting-approval')).toHaveLength(1)
  expect(all.filter((state) => state === 'refused')).toHaveLength(99)
  expect(world.maya.cards()).toHaveLength(1)
  const told = people.flatMap(toldTo).filter((text) => !text.includes('Planning deployment'))
  expect(told).toHaveLength(100)
  expect(told.filter((text) => text.includes('Nothing was planned twice.'))).toHaveLength(99)
  expect(told.filter((text) => text.includes('It needs 1 approval'))).toHaveLength(1)
}, 60_000)

test('fifty approvals and fifty cancellations in the same instant: one comes first, and all are told which', async () => {
  const world = await openWorld({ concurrency: 4 })
  await world.maya.asks('/deploy web production')
  await times(100, (index) =>
    index % 2 === 0
      ? world.priya.type('/deploy approve 1', { in: place })
      : world.maya.type('/deploy cancel 1', { in: place }),
  )
  await rest(world)
  await world.pass({ minutes: 2 })
  expect(['cancelled', 'verified']).toContain((await states(world))[0])
  const approvals = toldTo(world.priya)
  expect(approvals).toHaveLength(50)
  expect(approvals.filter((text) => text.includes('You approved deployment 1')).length).toBeLessThanOrEqual(1)
  for (const text of approvals) expect(text).toMatch(/You approved|no longer waits for approval/)
  const cancels = toldTo(world.maya).slice(-50)
  for (const text of cancels)
    expect(text).toMatch(/is cancelled|is being stopped|nothing left to cancel|going live already/)
  expect(acts(world, 'vercel-promote')).toBeLessThanOrEqual(1)
  expect([...postsByKey(world).values()].every((count) => count === 1)).toBe(true)
}, 60_000)

test('a hundred approvals of a plan that needs two: each approver counts once', async () => {
  const world = await openWorld({
    concurrency: 4,
    config: (config) => ({
      ...config,
      environments: config.environments.map((environment) => ({
        ...environment,
        approvals: { required: 2, users: ['U0PRIYA0001', 'U0JONAS0001'], expiresAfter: 3_600_000 },
      })),
    }),
  })
  await world.maya.asks('/deploy docs production')
  await times(100, (index) =>
    (index % 2 === 0 ? world.priya : world.jonas).type('/deploy approve 1', { in: place }),
  )
  await rest(world)
  await world.pass({ minutes: 2 })
  expect(await states(world)).toEqual(['verified'])
  const told = [...toldTo(world.priya), ...toldTo(world.jonas)]
  expect(told).toHaveLength(100)
  expect(told.filter((text) => text.includes('You approved deployment 1'))).toHaveLength(2)
  expect(acts(world, 'vercel-promote')).toBe(1)
}, 60_000)
