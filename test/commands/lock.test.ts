import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { placeLock } from '../../src/store/gate/locks.ts'
import type { World } from '../world.ts'
import { openWorld, until } from '../world.ts'

describe('a lock', () => {
  it('keeps others off, is named to them, and is given back by its holder', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy lock production because the sale is on')).toContain(
      "You locked all of production. Others can't deploy there",
    )
    expect(await world.tomas.asks('/deploy web production')).toContain(
      'All of production is locked by <@U0MAYA00001>: the sale is on. Nothing was planned.',
    )
    expect(await world.jonas.asks('/status web')).toMatch(
      /under way, 1 lock\.\*\n\*production\*\n:lock: locked by <@U0MAYA00001> since .*: the sale is on\./,
    )
    expect(await world.jonas.asks('/status staging')).not.toContain('locked')
    expect(await world.maya.asks('/deploy unlock production')).toContain('all of production is free again')
    expect(await world.maya.asks('/deploy locks')).toContain('Nothing is locked.')
    expect(await world.jonas.asks('/status')).toContain('All quiet')
  })

  it('is given back by its holder or an approver, and by anybody where there is none or once it has expired', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy lock production web because the sale is on')
    expect(await world.jonas.asks('/deploy unlock production web')).toContain(
      'It stays locked, since only its holder or an approver may give it back. Ask <@U0MAYA00001>, <!subteam^S0APPROVERS> or <@U0PRIYA0001>.',
    )
    expect(await world.jonas.asks('/deploy locks')).toContain('web on production')
    expect(await world.jonas.clicks('Unlock')).toContain('It stays locked')
    expect(await world.tomas.asks('/status')).toContain('locked by <@U0MAYA00001>')
    expect(await world.tomas.clicks('Unlock')).toContain('is free again')
    await world.maya.asks('/deploy lock staging because we try something')
    expect(await world.jonas.asks('/deploy unlock staging')).toContain('all of staging is free again')
    await world.maya.asks('/deploy lock production because we try something for 5m')
    await world.pass({ minutes: 5 })
    expect(await world.jonas.asks('/deploy unlock production')).toContain('is free again')
  })

  it('does not open to the group while Slack can’t name its members', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy lock production because the sale is on')
    world.bot.deps.config.environments[0]?.approvals.users.splice(0)
    breakGroup(world)
    expect(await world.tomas.asks('/deploy unlock production')).toContain(
      "Pilothouse can't tell whether you are one of its approvers",
    )
    expect(await world.maya.asks('/deploy unlock production')).toContain('is free again')
  })
})

describe('a lock taken over', () => {
  it('names its former holder, and is none where it was one’s own or had expired', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy lock production because the sale is on')
    expect(await world.maya.asks('/deploy lock production because of the sale')).not.toContain(
      'took the lock over',
    )
    expect(await world.tomas.asks('/deploy lock production because of an incident for 5m')).toContain(
      'You took the lock over from <@U0MAYA00001> (of the sale), who is told.',
    )
    expect(await world.maya.asks('/deploy web production')).toContain('is locked by <@U0TOMAS0001>')
    const told = world.maya.reads('pilothouse').filter((text) => text.includes('took over your lock'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('<@U0TOMAS0001> took over your lock of all of production')
    expect(told[0]).toContain('of an incident. Yours was: of the sale. Talk to <@U0TOMAS0001>')
    await world.pass({ minutes: 5 })
    expect(await world.maya.asks('/deploy lock production because the sale is on')).not.toContain(
      'took the lock over',
    )
  })

  it('goes to one of two who ask in the same instant', async () => {
    const world = await openWorld()
    const { db } = world.bot.deps
    const answer = await db.transaction().execute(async (trx) => {
      await placeLock(trx, tomasLock(world))
      const late = world.maya.asks('/deploy lock production because I was late')
      await until(async () => (await waiting(world)) > 0)
      return { late }
    })
    expect(await answer.late).toBe(
      'That lock changed while you were looking, so what you asked for was not done. Look at the newest state, then try again.',
    )
    expect(await world.maya.asks('/deploy locks')).toContain('I was first')
  })
})

describe('an approved deployment behind a lock', () => {
  it('starts when the lock ends', async () => {
    const world = await approvedBehindLock('for 30m')
    expect(await world.maya.asks('/deploy details 1')).toContain(
      'Waits: all of production is locked by <@U0TOMAS0001> until',
    )
    await world.pass({ minutes: 29 })
    expect(world.maya.card(1)).toContain('*Approved.*')
    await world.pass({ minutes: 3 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('waits for the end of the lock that replaced it', async () => {
    const world = await approvedBehindLock('')
    await world.priya.asks('/deploy lock production because of the sale for 10m')
    expect(world.maya.card(1)).toContain('is locked by <@U0PRIYA0001> until')
    await world.pass({ minutes: 9 })
    expect(world.maya.card(1)).toContain('*Approved.*')
    await world.pass({ minutes: 3 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('starts at once where its own requester takes the lock over', async () => {
    const world = await approvedBehindLock('')
    await world.maya.asks('/deploy lock production because it is mine')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})

describe('a latch and a person’s lock', () => {
  it('stand side by side; each is given back by who may', async () => {
    const world = await latched()
    expect(await world.maya.asks('/deploy lock production web because I look')).not.toContain('took the lock')
    const locks = await world.maya.asks('/deploy locks')
    expect(locks).toContain('Pilothouse')
    expect(locks).toContain('I look')
    const answer = await world.maya.asks('/deploy unlock production web')
    expect(answer).toContain('Unlocked, but not free yet. It was locked by <@U0MAYA00001>')
    expect(answer).toContain('web on production is still locked by Pilothouse')
    expect(await world.maya.asks('/deploy unlock production web')).toContain(
      'since only an approver may give that lock back. Ask <!subteam^S0APPROVERS> or <@U0PRIYA0001>.',
    )
    expect(await world.maya.asks('/deploy web production')).toContain('is locked by Pilothouse')
    expect(await world.priya.asks('/deploy unlock production web')).toContain(
      'web on production is free again',
    )
    expect(await world.maya.asks('/deploy locks')).toContain('Nothing is locked.')
  })

  it('leaves the person’s lock where a rollback latches', async () => {
    const world = await deployed()
    await world.maya.asks('/deploy lock production web because the sale is on')
    await world.maya.asks('/rollback web production')
    await world.pass({ minutes: 2 })
    const locks = await world.maya.asks('/deploy locks')
    expect(locks).toContain('the sale is on')
    expect(locks).toContain('deployment 2 rolled it back')
  })
})

const tomasLock = ({ now }: World) => ({
  environment: 'production',
  service: null,
  holder: 'U0TOMAS0001',
  reason: 'I was first',
  since: now(),
  until: null,
  isLatch: false,
  incident: null,
})

/** How many statements wait for another transaction of this world's database. */
async function waiting({ bot }: World): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(bot.deps.db)
  return Number(rows[0]?.count)
}

async function deployed(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 2 })
  return world
}

async function latched(): Promise<World> {
  const world = await deployed()
  await world.maya.asks('/rollback web production')
  await world.pass({ minutes: 2 })
  return world
}

/** Tomas locks what maya has asked for, before priya approves it. */
async function approvedBehindLock(duration: string): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.tomas.asks(`/deploy lock production because the sale is on ${duration}`)
  expect(world.maya.card(1)).toContain(
    '*Once approved:* Waits: all of production is locked by <@U0TOMAS0001>',
  )
  await world.priya.clicks('Approve')
  await world.pass({ seconds: 30 })
  expect(world.maya.card(1)).toMatch(
    /\*Approved\.\* Waits: all of production is locked by <@U0TOMAS0001>.*: the sale is on\. Its holder or an approver gives it back with `\/deploy unlock production`\./,
  )
  return world
}

function breakGroup({ bot }: World): void {
  const [production] = bot.deps.config.environments
  if (production) production.approvals.group = 'S0GONE00000'
}
