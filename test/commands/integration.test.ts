import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

const ref = 'harbourgoodsshoplive'

const secretIn = ({ sandbox }: World) =>
  sandbox.supabase.state.projects
    .find((project) => project.ref === ref)
    ?.secrets.find(({ name }) => name === 'PAYMENTS_ENABLED')?.value

const settings = ({ sandbox }: World) =>
  sandbox.supabase.records.filter(({ act }) => act === 'supabase-secrets').length

const card = (world: World) =>
  world.maya.reads('deploys').findLast((text) => text.startsWith('Integration ')) ?? ''

describe('/rollback integration', () => {
  it('does without a third party, and takes it back once its check passes', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/rollback integrations')).toContain('*on* payments in production')
    expect(await world.maya.asks('/rollback integration payments off because I can')).toContain(
      'Only an approver of production may change it at once',
    )
    expect(await world.tomas.asks('/rollback integration payments off because the provider is down')).toMatch(
      /\*Integration payments is off in production\*, since .*, by <@U0TOMAS0001>, because the provider is down\./,
    )
    expect(secretIn(world)).toBe('false')
    expect(await world.maya.asks('/rollback integrations')).toMatch(
      /\*off\* payments in production · switched .* by <@U0TOMAS0001>/,
    )

    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    world.sandbox.faults.smokeFails = true
    expect(await world.tomas.clicks('Turn it on again')).toContain(
      '`payments` was not turned on, because its check does not pass: /sites/shop.harbour.example/api/health answered 500 instead of 200. Wait until it does, or overrule it: `/rollback integration payments on anyway because …`.',
    )
    expect(secretIn(world)).toBe('false')
    expect(await world.tomas.asks('/rollback integration payments on anyway because we must')).toContain(
      'Integration payments is on in production',
    )
    expect(await world.tomas.asks('/rollback integration payments on')).toContain(
      'is on in production already',
    )
    world.sandbox.faults.smokeFails = false
    await world.tomas.clicks('Turn it off again')
    expect(await world.tomas.clicks('Turn it on again')).toContain('Integration payments is on in production')
    expect(secretIn(world)).toBe('true')
    expect(settings(world)).toBe(4)
  })

  it('says how it stands where the check fails after the switch, and offers the way back', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    await world.tomas.asks('/rollback integration payments off because of it')
    world.sandbox.supabase.failNext(/POST .*secrets/, 503)
    await world.tomas.asks('/rollback integration payments on')
    expect(card(world)).toContain('Set the secret · attempt 1 did not work')
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 1 })
    expect(card(world)).toContain('*It did not work to turn the integration payments on in production.*')
    expect(card(world)).toContain('/api/health answered 500 instead of 200.')
    expect(card(world)).toContain(
      '*What it leaves:* payments is on in production, and its check does not pass.',
    )
    await world.tomas.clicks('Turn it off again')
    expect(secretIn(world)).toBe('false')
  })

  it('can be a flag of the environment, and does nothing where nothing is meant', async () => {
    const world = await openWorld({
      config: (config) => ({
        ...config,
        integrations: config.integrations.map((one) => ({
          ...one,
          switch: { by: 'flag', flag: 'gift-cards' },
          check: null,
        })),
      }),
    })
    const answers = [
      ['/rollback integration', '`/rollback integration` needs the integration’s name.'],
      ['/rollback integration payments', '`/rollback integration` needs on or off.'],
      ['/rollback integration payments off', 'needs a reason, which the others will read.'],
      ['/rollback integration payments on anyway', 'needs a reason, which the others will read.'],
      ['/rollback integration paymnets off because', 'needs a reason'],
      [
        '/rollback integration paymnets off because of it',
        'There is no integration `paymnets`. Did you mean `payments`? Integrations here: `payments`.',
      ],
      ['/rollback integration payments on', 'The integration `payments` is on in production already'],
    ] as const
    for (const [typed, words] of answers) expect(await world.tomas.asks(typed)).toContain(words)
    expect(await world.tomas.asks('/rollback integration Payments OFF because of it')).toContain(
      'Integration payments is off in production',
    )
    expect(await world.maya.asks('/deploy flags')).toMatch(
      /\*off\* gift-cards · switched .* by <@U0TOMAS0001>/,
    )
    expect(settings(world)).toBe(0)
  })
})
