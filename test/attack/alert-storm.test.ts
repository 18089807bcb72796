import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

const alert = (name: number) => ({
  ...{ status: 'firing', fingerprint: `storm-${name}`, annotations: { summary: `Pod ${name} is gone` } },
  labels: { alertname: 'PodGone', service: 'web', environment: 'prod', severity: 'critical' },
})

test('A storm of posts is kept and counted, and is two cards and one page to people', async () => {
  const world = await openWorld({ isPaging: true })
  const { bot, sandbox, maya, tomas } = world
  const { db } = bot.deps
  const post = async (index: number, secret = sandbox.tokens.alerts) => {
    const alerts = Array.from({ length: 10 }, (_, each) => alert(index * 10 + each))
    const headers = { authorization: `Bearer ${secret}` }
    const body = JSON.stringify({ alerts })
    return (await fetch(`${bot.url}/hooks/alerts/monitor`, { method: 'POST', body, headers })).status
  }
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, index) => post(index % 60, index < 60 ? undefined : 'wrong')),
  )
  expect(answers.filter((status) => status === 202)).toHaveLength(60)
  expect(answers.filter((status) => status === 401)).toHaveLength(20)
  await world.settle()

  const counts = await db.selectFrom('hook_counts').select(['what', 'count']).orderBy('what').execute()
  expect(counts).toEqual([
    { what: 'kept', count: 60 },
    { what: 'refused', count: 20 },
  ])
  const alerts = await db.selectFrom('alerts').select(['fingerprint', 'times']).execute()
  expect(alerts).toHaveLength(501)
  expect(alerts.reduce((sum, { times }) => sum + times, 0)).toBe(600)
  const told = maya.reads('incidents')
  expect(told).toHaveLength(2)
  expect(told.join('\n')).toContain('499 alerts that began with it')
  expect(told.join('\n')).toContain('monitor tells of more than 500 alerts at once')
  expect(tomas.reads('pilothouse').length).toBeLessThanOrEqual(1)
})
