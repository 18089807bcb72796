import { z } from 'zod'
import { readinessChecks } from '../../domain/status/readiness.ts'
import { duration, name, oneOf, strict, text } from './words.ts'

const dayMs = 86_400_000

/** One thing that production is to have: looked up where `is` says how, else attested by somebody. */
const item = strict({
  item: text,
  is: oneOf([...readinessChecks, 'attested']).default('attested'),
  within: duration.default(90 * dayMs),
  expires: duration.default(180 * dayMs),
})

const attested = (words: string) => ({
  ...{ item: words, is: 'attested' as const, within: 90 * dayMs, expires: 180 * dayMs },
})
const found = (is: (typeof readinessChecks)[number], words: string) => ({ ...attested(words), is })

const usual = {
  'tenant-isolation': {
    'row-level-security': attested('Row level security was tested for every table, as another tenant'),
    'service-keys': attested('No key that passes row level security is in a browser or a repository'),
    variables: found('variables-present', 'Every required variable is there'),
  },
  scalability: {
    'load-test': attested('A load test has shown what production carries'),
    limits: attested('The limits of every plan and quota are known, and who raises them'),
  },
  observability: {
    checks: found('checks-configured', 'Every service of production is looked at'),
    alerts: found('alerts-configured', 'Alerts reach somebody'),
    'error-logs': attested('Errors of every service can be found in one place'),
  },
  reliability: {
    rollback: found('rollback-proven', 'A rollback or a drill has worked lately'),
    'on-call': found('on-call-covered', 'Somebody is on call'),
    runbooks: found('runbooks-present', 'The team’s own runbooks can be read'),
    'restore-test': attested('A backup was restored, and what it held was right'),
  },
}

/** By area, then by the name by which an item is attested. */
export const readiness = z
  .record(name, z.record(name, item, { error: 'items by name' }), { error: 'areas by name, each with items' })
  .default(usual)
