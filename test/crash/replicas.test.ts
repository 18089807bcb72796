import { describe, expect, test } from 'vitest'
import { type BotProcess, program, spawnBot } from './bot-process.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Finish, openStage, persist, type Stage, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const everything = ['web production', 'docs production', 'web staging', 'docs staging', 'worker staging']

const names = ['one', 'other']

describe.concurrent('two replicas on one database', { timeout: 240_000 }, () => {
  test('share the work', async ({ onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const { relay } = await startReplicas(stage, onTestFinished)
    for (const what of everything) await request(stage, what)
    await approve(stage, 'web')
    await approve(stage, 'docs')
    await until(
      async () => (await countIn(stage, 'verified')) === everything.length && (await stage.isTold()),
    )
    for (const name of names) expect(relay.seenFrom(name)).not.toEqual([])
    expect(keysPosted(stage.sandbox)).toEqual(everything.map((_, index) => `deployment/${index + 1}/card`))
    expect(recorded(stage.sandbox.github).filter((act) => act === 'github-deployment')).toHaveLength(5)
    expect(recorded(stage.sandbox.github).filter((act) => act === 'workflow-dispatch')).toHaveLength(1)
    expect(recorded(stage.sandbox.vercel).filter((act) => act === 'vercel-deployment')).toHaveLength(4)
  })

  test('the other one takes over within 20 s when the busy one is killed in the middle of a roll-out', async ({
    onTestFinished,
  }) => {
    const stage = await openStage(onTestFinished)
    let killedAt: number | undefined
    const dies = (act: string) => {
      if (act !== 'vercel promote' || killedAt !== undefined) return false
      killedAt = performance.now()
      return true
    }
    const { relay } = await startReplicas(stage, onTestFinished, dies)
    await request(stage, 'web production')
    await approve(stage, 'web')
    await until(() => names.every((name) => relay.seenFrom(name).includes('vercel promote')))
    const takenOverMs = performance.now() - (killedAt ?? 0)
    await until(async () => (await countIn(stage, 'verified')) === 1 && (await stage.isTold()))
    expect(takenOverMs).toBeLessThan(20_000)
    expect(recorded(stage.sandbox.vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
    expect(recorded(stage.sandbox.github)).toEqual([
      'github-deployment',
      'github-deployment-status in_progress',
      'github-deployment-status success',
    ])
    expect(keysPosted(stage.sandbox)).toEqual(['deployment/1/card'])
  })
})

/** With the settings of production. One is killed when a request for an act arrives that it dies of. */
async function startReplicas(
  stage: Stage,
  finish: Finish,
  dies: (act: string) => boolean = () => false,
): Promise<{ relay: Relay }> {
  const replicas = new Map<string, BotProcess>()
  const relay = await startRelay(stage.sandbox.url, (act, moment, sender) => {
    const isDoomed = moment === 'before' && dies(act)
    if (isDoomed) void replicas.get(sender)?.kill('SIGKILL')
    return isDoomed
  })
  for (const name of names) {
    const variables = stage.variables(relay.urlFor(name))
    replicas.set(name, spawnBot({ program, variables }))
  }
  finish(async () => {
    await Promise.all([...replicas.values()].map((bot) => bot.kill('SIGKILL')))
    await relay.close()
  })
  await Promise.all([...replicas.values()].map((bot) => bot.ready))
  return { relay }
}

async function request({ sandbox, rows }: Stage, what: string): Promise<void> {
  const [service = '', environment = ''] = what.split(' ')
  const asked = `select from deployments where service = '${service}' and environment = '${environment}'`
  await persist(
    async () => (await rows(asked)).length > 0,
    () => sandbox.slack.person('U0MAYA00001').type(`/deploy ${what}`),
  )
}

async function approve({ sandbox, rows }: Stage, service: string): Promise<void> {
  const priya = sandbox.slack.person('U0PRIYA0001')
  const found = `from deployments where service = '${service}' and environment = 'production'`
  const card = `select ts from messages where subject = (select 'deployment:' || id ${found}) and purpose = 'deployment-card'`
  await persist(
    async () => (await rows(`select ${found} and state in ('planned', 'awaiting-approval')`)).length === 0,
    async () => {
      const [shown] = await rows<{ ts: string }>(card)
      const ts = shown?.ts ?? ''
      return await priya.click({ in: { channel: 'C0DEPLOYS01', ts }, actionId: 'deployment.approve' })
    },
  )
}

async function countIn({ rows }: Stage, ...states: string[]): Promise<number> {
  const named = states.map((state) => `'${state}'`).join(', ')
  return (await rows(`select from deployments where state in (${named})`)).length
}
