import { describe, expect, it } from 'vitest'
import { minimal, problems, read, sample, sampleWith } from './sample.ts'

const flags = '\nflags:\n  production: '
const url = 'postgres://shop:abcdefgh1234@db/shop'

describe('where flags are kept', () => {
  it('is read with names that most teams use', () => {
    const place = {
      kind: 'postgres',
      url,
      table: 'feature_flags',
      nameColumn: 'name',
      valueColumn: 'enabled',
    }
    const env = { FLAGS_DATABASE_URL: url }
    const team = read(`${minimal}${flags}{ store: postgres, url: '\${FLAGS_DATABASE_URL}' }`, env)
    expect(team.flags).toEqual({ production: place })
    expect(read(minimal).flags).toEqual({})
    expect(read(sample).flags).toEqual({
      production: {
        kind: 'vercel-edge-config',
        store: 'ecfg_shopflags',
        team: 'team_harbour',
        item: 'flags',
      },
    })
  })

  it.each([
    [
      '{ store: redis }',
      'flags.production.store is "redis"; it must be one of postgres, vercel-edge-config.',
    ],
    [
      `{ store: postgres, url: db }`,
      'flags.production.url is "db"; it must be the address of a Postgres database.',
    ],
    [
      `{ store: postgres, url: '${url}', table: 'a; drop' }`,
      'flags.production.table is "a; drop"; it must be the name of a table, or schema.table.',
    ],
    ['{ store: vercel-edge-config, config: flags, item: a }', 'it must be the id of an Edge Config'],
  ])('%s', (place, sentence) => {
    expect(problems(`${minimal}${flags}${place}`).join()).toContain(sentence)
  })

  it('must be an environment', () => {
    expect(problems(sampleWith(['flags:\n  production:', 'flags:\n  prodction:'])).join()).toContain(
      'flags.prodction is not among the environments; known environments: production, staging (did you mean "production"?).',
    )
  })
})

const bySecret = `{ secret: PAYMENTS_ENABLED, project: harbourgoodsshoplive, on: 'true', off: 'false' }`

describe('an integration', () => {
  it('is switched by a secret or a flag', () => {
    expect(read(sample).integrations).toEqual([
      {
        name: 'payments',
        environment: 'production',
        switch: {
          by: 'secret',
          secret: 'PAYMENTS_ENABLED',
          project: 'harbourgoodsshoplive',
          on: 'true',
          off: 'false',
        },
        check: expect.objectContaining({ status: 200, within: 2000 }),
      },
    ])
    expect(read(sampleWith([bySecret, '{ flag: payments }'])).integrations[0]?.switch).toEqual({
      by: 'flag',
      flag: 'payments',
    })
  })

  it.each<[string, [string, string][], string]>([
    [
      'a typo',
      [['{ secret: PAY', '{ secrt: PAY']],
      'switch.secrt is not a known setting; known here: secret, project, on, off (did you mean "secret"?).',
    ],
    [
      'a name of Supabase’s own',
      [['{ secret: PAY', '{ secret: SUPABASE_PAY']],
      'switch.secret is "SUPABASE_PAYMENTS_ENABLED"; it must be the name of a secret that does not begin with SUPABASE_.',
    ],
    [
      'a flag where none is kept',
      [
        [bySecret, '{ flag: payments }'],
        ['payments:\n    environment: production', 'payments:\n    environment: staging'],
      ],
      'integrations.payments.switch is a flag, but flags does not say where those of staging are kept; add it there.',
    ],
    [
      'an environment that is none',
      [['payments:\n    environment: production', 'payments:\n    environment: prod']],
      'integrations.payments.environment is "prod", which is not among the environments',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(problems(sampleWith(...changes)).join()).toContain(sentence)
  })

  it('takes no service’s name for its commands', () => {
    expect(problems(sampleWith(['  docs:', '  revert:'])).join()).toContain(
      'services.revert has a name that /rollback uses as a command; call it something else.',
    )
  })
})
