import { describe, expect, it } from 'vitest'
import { minimal, problems, read, sample, sampleWith } from './sample.ts'

describe('alerts', () => {
  it('have levels, rules and hooks that a file without them need not name', () => {
    const { levels, rules, grouping, flapping } = read(minimal).alerts
    expect(levels).toEqual({
      critical: { severity: 'p1', pages: true, channel: 'C0INCIDENT1' },
      warning: { severity: 'p2', pages: false, channel: 'C0INCIDENT1' },
      info: { severity: 'p3', pages: false, channel: 'C0INCIDENT1' },
    })
    expect([rules, grouping, flapping]).toEqual([
      [],
      { label: null, within: 60_000 },
      { times: 4, within: 3_600_000 },
    ])
    const [slow] = read(sample).alerts.rules
    expect(slow).toMatchObject({
      name: 'shop-slow',
      limit: { is: 'above', at: 1500, clear: 1000 },
      for: 60_000,
    })
  })

  it.each<[from: string, to: string, told: string]>([
    [
      'kind: latency, check: shop-front',
      'kind: latency, check: shop-frnt',
      'alerts.rules.shop-slow.metric.check is "shop-frnt", which is not among the checks',
    ],
    [
      '      clear: 1000',
      '      clear: 2000',
      'clear is 2000, which is more than above; it must be 1500 or less.',
    ],
    [
      'metric: { kind: queue }, above: 500, for: 5m',
      'metric: { kind: queue }, for: 5m',
      'alerts.rules.work-waits says neither above nor below; add one of them',
    ],
    [
      'metric: { kind: queue }, above: 500',
      'metric: { kind: queue }, below: 1, above: 500',
      'below stands beside above; a rule has one of the two',
    ],
    [
      'warning: { severity: p2, pages: false }',
      'warning: { severity: p22, pages: false }',
      'alerts.levels.warning.severity is "p22", which is not among the severities; known: p0, p1, p2, p3',
    ],
    [
      '      kind: generic\n',
      '      kind: github\n',
      'mapping is for hooks of kind generic or supabase; what github posts is known already.',
    ],
  ])('are told with what is wrong in them: %s', (from, to, told) => {
    expect(problems(sampleWith([from, to])).join('\n')).toContain(told)
  })
})
