import { expect, test } from 'vitest'
import { checkIntegrationAct } from '../../src/workflows/integrations/check.ts'
import { openWorld } from '../world.ts'

test('an integration that left pilothouse.yml while it was switched on does not count as checked', async () => {
  const { bot } = await openWorld({ config: (config) => ({ ...config, integrations: [] }) })
  const seen = await checkIntegrationAct(bot.deps).observe('key', { name: 'payments' }, null)
  expect(seen).toEqual({
    seen: 'failed',
    reason: 'pilothouse.yml no longer says how to check payments, so nobody looked whether it works.',
  })
})
