import { describe, expect, it } from 'vitest'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

const meaningless = [
  {
    typed: '/deploy wbe production',
    answer:
      'There is no service `wbe`. Did you mean `web`? Services here: `web`, `docs`, `functions`, `worker`.',
  },
  {
    typed: '/deploy web prodction',
    answer:
      'There is no environment `prodction`. Did you mean `production`? Environments here: `production`, `staging`.',
  },
  {
    typed: '/deploy web pord',
    answer: 'There is no environment `pord`. Did you mean `prod`?',
  },
  { typed: '/deploy kubernetes moon', answer: 'There is no service `kubernetes`. Services here:' },
  { typed: '/deploy histroy', answer: 'There is no service `histroy`. Did you mean `history`?' },
  { typed: '/deploy aprove 1', answer: 'Did you mean `approve`?' },
  { typed: '/deploy history wbe', answer: 'There is no service `wbe`. Did you mean `web`?' },
  {
    typed: '/deploy cancel',
    answer: '`/deploy cancel` needs the deployment’s number. For example: `/deploy cancel 3`',
  },
  { typed: '/deploy cancel everything', answer: '`/deploy cancel` needs the deployment’s number.' },
  {
    typed: '/deploy approve 12',
    answer: 'There is no deployment `12`. `/deploy history` lists the latest ones with their numbers.',
  },
  { typed: '/deploy details 12', answer: 'There is no deployment `12`.' },
  { typed: '/deploy cancel 999999999', answer: 'There is no deployment `999999999`.' },
  { typed: '/deploy reject 999999999 because no', answer: 'There is no deployment `999999999`.' },
  {
    typed: '/deploy reject 3',
    answer: '`/deploy reject` needs the reason. For example: `/deploy reject 3 because the tests are red`',
  },
  {
    typed: '/deploy <!channel> production',
    answer: 'There is no service `&lt;!channel&gt;`.',
  },
]

const nowhere = [
  {
    typed: '/deploy web production mian',
    answer:
      '`harbour/shop` has no branch, tag or commit `mian`, so nothing was planned. Did you mean `main`?',
  },
  { typed: '/deploy web staging feature/gift-card', answer: 'Did you mean `feature/gift-cards`?' },
  { typed: '/deploy web production 0123456', answer: 'has no branch, tag or commit `0123456`' },
  { typed: '/deploy web production ../../etc', answer: 'has no branch, tag or commit `../../etc`' },
  { typed: '/deploy web production <!channel>', answer: 'no branch, tag or commit `&lt;!channel&gt;`' },
  { typed: '/deploy web production ma`in', answer: 'has no branch, tag or commit `main`' },
  { typed: '/deploy web production constructor', answer: 'has no branch, tag or commit `constructor`' },
]

const sameInOtherWords = [
  '/deploy production web',
  '/deploy web prod',
  '/deploy PROD Web',
  '/deploy   web\tproduction   main',
  '/deploy web production because the basket is wrong',
  '/deploy web production v1.0.0',
]

describe('a /deploy that means nothing', () => {
  it('is answered with what was meant, and plans nothing', async () => {
    const world = await openWorld()
    for (const { typed, answer } of meaningless) expect(await world.maya.asks(typed), typed).toContain(answer)
    await expectNothingPlanned(world)
  })

  it('says where a service can go that has no such environment', async () => {
    const world = await openWorld({
      config: (team) => ({
        ...team,
        services: team.services.map((service) => {
          if (service.name !== 'docs' || service.kind !== 'vercel') return service
          const { production } = service.environments
          return { ...service, environments: production ? { production } : {} }
        }),
      }),
    })
    expect(await world.maya.asks('/deploy docs staging')).toContain(
      '`docs` has no environment `staging` in pilothouse.yml. Docs can go to `production`.',
    )
    await expectNothingPlanned(world)
  })
})

describe('a ref that is nowhere', () => {
  it('is said to be nowhere, with the one that was meant, and nothing is planned', async () => {
    const world = await openWorld()
    for (const { typed, answer } of nowhere) expect(await world.maya.asks(typed), typed).toContain(answer)
    expect(world.maya.cards()).toEqual([])
    expect(outsideActs(world)).toEqual([])
    expect(await world.maya.asks('/deploy history')).toContain('not possible')
  })
})

describe('a /deploy in other words', () => {
  it('plans the same', async () => {
    const world = await openWorld()
    for (const [index, typed] of sameInOtherWords.entries()) {
      await world.maya.asks(typed)
      expect(world.maya.card(index + 1), typed).toContain(`web → production · deployment ${index + 1}`)
      expect(world.maya.card(index + 1), typed).toContain('Waiting for approval')
      await world.maya.asks(`/deploy cancel ${index + 1}`)
    }
  })

  it('shows the reason that was given', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production main because the basket is wrong')
    expect(world.maya.card(1)).toMatch(/Reason.*the basket is wrong/s)
    expect(world.maya.card(1)).not.toContain('because the basket')
  })
})

const outsideActs = ({ sandbox }: World) => [...sandbox.github.records, ...sandbox.vercel.records]

async function expectNothingPlanned(world: World): Promise<void> {
  expect(await world.maya.asks('/deploy history')).toContain('Nothing was deployed yet.')
  expect(world.maya.cards()).toEqual([])
  expect(outsideActs(world)).toEqual([])
}
