import { expect, test } from 'vitest'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { alertBlocks } from '../../views/status-reply.ts'
import { minutesLater, start } from './samples.ts'

const alert = (id: number, set: Partial<Alert>): Alert => ({
  ...{ id, source: 'monitor', fingerprint: String(id), name: `alert-${id}`, level: 'critical' },
  ...{ title: 'Checkout answers 500', summary: null, service: 'web', environment: 'production' },
  ...{ severity: null, labels: {}, facts: [], link: null, runbook: null },
  ...{ firedAt: start, impactAt: null, receivedAt: start, times: 1, state: 'firing', resolvedAt: null },
  ...{ acknowledged: null, incidentId: null, cardOf: null, round: 0, pagesFrom: start, firings: [start] },
  silenced: null,
  ...set,
})

const silenced = { until: minutesLater(60), by: 'U0PRIYA0001', because: 'the vendor knows' }

test('What nobody takes care of stands first, the gravest in front, and only that has a button', () => {
  const blocks = alertBlocks(
    [
      alert(1, { silenced }),
      alert(2, { level: 'info' }),
      alert(3, { acknowledged: { by: 'U0TOMAS0001', at: start } }),
      alert(4, {}),
      alert(5, { level: 'warning', incidentId: 12 }),
    ],
    start,
  )
  const words = blocks.map((block) => JSON.stringify(block))
  const order = words.flatMap((one) => /Alert (\d)/.exec(one)?.[1] ?? [])
  expect(order).toEqual(['4', '2', '1', '3', '5'])
  expect(words.filter((one) => one.includes('Acknowledge'))).toHaveLength(2)
  expect(words.join()).toContain('silenced by <@U0PRIYA0001>')
  expect(words.join()).toContain('<@U0TOMAS0001> looks into it')
  expect(words.join()).toContain('part of incident 12')
})

test('A silence that is over silences nothing', () => {
  const [, over] = alertBlocks([alert(1, { silenced })], minutesLater(61))
  expect(JSON.stringify(over)).toContain('nobody has taken it yet')
})
