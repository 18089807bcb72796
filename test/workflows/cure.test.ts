import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { openWorld, type World } from '../world.ts'
import { channel, read, toldAfter } from './incident-world.ts'

/** Rollbacks of production need one approval here. */
const strict = (config: TeamConfig): TeamConfig => ({
  ...config,
  environments: config.environments.map((environment) => ({
    ...environment,
    rollback: { ...environment.rollback, approvals: 1 },
  })),
})

/** Maya has declared incident 1, ten minutes after deployment 1 of web went live. */
async function broken(): Promise<World> {
  const world = await openWorld({ config: strict })
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 12 })
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  return world
}

/** Calls of the function checkout that failed a moment ago, as Supabase logs them. */
function failingCalls({ sandbox, now }: World, count: number): void {
  const { projects, logs } = sandbox.supabase.state
  const project = projects.find(({ ref }) => ref === 'harbourgoodsshoplive')
  const id = project?.functions.find(({ slug }) => slug === 'checkout')?.id ?? ''
  for (let index = 0; index < count; index += 1)
    logs.push({
      ...{ id: `l${index}`, at: now().getTime() - 1000, ref: 'harbourgoodsshoplive' },
      ...{ source: 'function_edge_logs', message: 'POST | 500' },
      attributes: { function_id: id, version: '1', 'response.status_code': '500', execution_time_ms: '80' },
    })
}

describe('an incident of the gravest level', () => {
  it('names the suspect, keeps releases off, and is cured by a rollback that its commander approves alone', async () => {
    const world = await broken()
    const { maya, jonas, tomas } = world
    expect(read(maya)).toContain('*1 suspect*, the likeliest first')
    expect(read(maya)).toMatch(
      /1\. \*Deployment 1, web → production \(`\w{7}`\)\*: it came 11 minutes before it began, nobody watched it/,
    )
    expect(await maya.asks('/deploy docs production')).toContain(
      'All of production is locked: incident 1 (P0) is open: checkout returns 500s. Nothing was planned.',
    )
    await maya.asks('/incident affects web', channel)
    expect(await maya.asks('/deploy locks')).toContain('`/incident unlock 1 because …`')
    expect(read(maya)).toContain('*Locked:* web on production; rollbacks pass')
    expect(read(maya)).toContain('it is web, which is affected')
    expect(await tomas.asks('/deploy unlock production web')).toContain('It stays locked.')

    await jonas.join(channel)
    expect(await jonas.clicks('Roll back', channel)).toContain('It needs 1 approval')
    expect(read(maya)).toContain(
      '*Rollback 3* of web on production: :hourglass_flowing_sand: waits for approval',
    )
    expect(await jonas.asks('/deploy approve 3')).toContain("can't approve")
    expect(await maya.asks('/deploy approve 3')).toContain('3')
    await world.pass({ minutes: 1 })
    const card = read(maya)
    expect(card).toContain('*Cured by rollback 3?*')
    expect(card).not.toContain('*1 suspect*, the likeliest first\n1. *Rollback')
    await maya.clicks('Monitoring', channel)
    expect(read(maya)).toContain('fixed, monitoring')

    expect(await jonas.asks('/incident unlock because I want to', channel)).toContain(
      `Only the commander of incident 1, <@${maya.id}>, can let deployments go on`,
    )
    expect(await maya.asks('/incident unlock because the fix is a release', channel)).toContain(
      'keeps nothing from being deployed any more',
    )
    expect(await maya.asks('/incident unlock because again', channel)).toContain('there was nothing to lift')
    await maya.asks('/incident timeline deployments', channel)
    const told = JSON.stringify(maya.views().at(-1)?.view)
    for (const words of [
      'locked all of production against deployments',
      'lets deployments to all of production go on',
      'asked for rollback 3 of web on production',
      'Rollback 3, web → production',
      'approved rollback 3 as its commander, alone',
      'lifted the lock on deployments: the fix is a release',
    ])
      expect(told).toContain(words)
    expect(await maya.asks('/incident verify 1')).toContain('is intact')
  })

  it('takes the commander’s own click for enough, and unlocks when it is less grave or over', async () => {
    const world = await broken()
    const { maya } = world
    world.sandbox.faults.supabaseFails = true
    const suspects = await maya.asks('/incident suspects 1')
    expect(suspects).toContain('*Past Pilothouse*')
    expect(suspects).toContain(
      ':grey_question: What runs of functions on production could not be looked at: ',
    )
    world.sandbox.faults.supabaseFails = false
    failingCalls(world, 3)
    const answers = await toldAfter(world, maya, channel, () =>
      maya.type('/incident correlate', { in: channel }),
    )
    expect(answers).toContain('Looking at the errors around the beginning of incident 1')
    expect(answers).toContain('Likeliest cause: *Deployment 1, web → production')
    expect(answers).toMatch(/functions on production\W+02:\d\d–|functions on production\W+03:\d\d–/)
    expect(answers).toContain('checkout v1')
    expect(answers).toMatch(/→ suspect: deployment 1 of web/)
    expect(answers).toContain('*database* is unknown: Pilothouse has no check of the database yet')
    expect(answers).toMatch(
      /\*web on production\* is unknown: no release was watched in that time; now it answers 200/,
    )
    expect(await maya.asks('/incident rollback 1 7')).toContain('is no suspect of incident 1')
    expect(await maya.asks('/incident rollback 1 1')).toContain('deployment 2')
    await world.pass({ minutes: 1 })
    expect(read(maya)).toContain('*Cured by rollback 2?*')
    const locked = async () => (await maya.asks('/deploy locks')).includes('incident 1')
    expect(await locked()).toBe(true)
    await maya.asks('/incident severity p1', channel)
    expect(await locked()).toBe(false)
    await maya.asks('/incident severity p0', channel)
    expect(await locked()).toBe(true)
    await maya.asks('/incident cancel because it was a drill', channel)
    expect(await locked()).toBe(false)
  })
})
