import { expect, test } from 'vitest'
import { type BotProcess, program, spawnBot } from './bot-process.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Finish, openStage, persist, type Stage, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const everything = ['web production', 'web staging', 'docs staging', 'worker staging']

const names = ['one', 'other']

test('two replicas on one database share the work, and when the busy one is killed in the middle of a roll-out, the other one takes over within 20 s', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  const stage = await openStage(onTestFinished)
  const { github, vercel } = stage.sandbox
  let killedAt: number | undefined
  let isSettled = false
  const dies = (act: string) => {
    if (!isSettled || act !== 'vercel promote' || killedAt !== undefined) return false
    killedAt = performance.now()
    return true
  }
  const { relay } = await startReplicas(stage, onTestFinished, dies)
  for (const what of everything) await request(stage, what)
  await approve(stage, 'web')
  await until(async () => (await countIn(stage, 'verified')) === everything.length && (await stage.isTold()))
  for (const name of names) expect(relay.seenFrom(name)).not.toEqual([])
  expect(keysPosted(stage.sandbox)).toEqual(everything.map((_, index) => `deployment/${index + 1}/card`))
  expect(recorded(github).filter((act) => act === 'github-deployment')).toHaveLength(4)
  expect(recorded(github).filter((act) => act === 'workflow-dispatch')).toHaveLength(1)
  expect(recorded(vercel).filter((act) => act === 'vercel-deployment')).toHaveLength(3)

  isSettled = true
  const [ofGithub, ofVercel] = [github.records.length, vercel.records.length]
  await request(stage, 'docs production')
  await approve(stage, 'docs')
  const promotions = () => relay.seen.filter((act) => act === 'vercel promote').length
  await until(() => killedAt !== undefined)
  const before = promotions()
  await until(() => promotions() > before)
  const takenOverMs = performance.now() - (killedAt ?? 0)
  await until(async () => (await countIn(stage, 'verified')) === 5 && (await stage.isTold()))
  expect(takenOverMs).toBeLessThan(20_000)
  expect(recorded(vercel).slice(ofVercel)).toEqual(['vercel-deployment', 'vercel-promote'])
  expect(recorded(github).slice(ofGithub)).toEqual([
    'github-deployment',
    'github-deployment-status in_progress',
    'github-deployment-status success',
  ])
  expect(keysPosted(stage.sandbox)).toHaveLength(5)
})

/** With the settings of production. One is killed when a request for an act arrives that it dies of. */
async function startReplicas(
  stage: Stage,
  finish: Finish,
  dies: (act: string) => boolean,
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
