import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { decideTrouble } from '../../src/workflows/deployment/decide-trouble.ts'
import { openWorld, type World } from '../world.ts'

const acts = ({ sandbox }: World) => sandbox.vercel.records.map(({ act }) => act)

/** Ten percent of visitors have the new build. */
async function atTenPercent(config = briefly(5)): Promise<World> {
  const world = await openWorld({ hasStages: true, config })
  await world.maya.asks('/deploy web production')
  expect(world.maya.card(1)).toContain('release it to 10% for 5 s, 50% for 5 s, then to everybody')
  await world.priya.clicks('Approve')
  await world.pass({ seconds: 6 })
  expect(world.maya.card(1)).toContain('*Rolling out: 10% of visitors*')
  return world
}

const stages = [
  { percent: 10, for: 5000 },
  { percent: 50, for: 5000 },
]

/** Few looks, since each is a dozen calls. */
const briefly =
  (minCalls: number) =>
  (config: TeamConfig): TeamConfig => ({
    ...config,
    services: config.services.map((service) => {
      if (service.kind !== 'vercel' || !service.watch) return service
      const { production: place, ...others } = service.environments
      const environments = { ...others, ...(place ? { production: { ...place, stages } } : {}) }
      return { ...service, environments, watch: { ...service.watch, duration: 2000, minCalls } }
    }),
  })
const undecided = briefly(1000)

const production = { project: 'prj_shop_web', team: 'team_harbour', target: 'production' as const }

describe('a rolling release', () => {
  it('goes to 10%, 50% and everybody, and shows each stage with its figures', async () => {
    const world = await atTenPercent()
    expect(world.maya.card(1)).toMatch(
      /Release to 10% of visitors · \d+ calls, 0 failed so far · until <!date.*\n.*Release to 50% of visitors for 5 s\n.*Release to all visitors/,
    )
    expect(await world.maya.asks('/deploy cancel 1')).toContain('/deploy roll-back 1')
    expect(await world.maya.asks('/rollback web production')).toContain('/deploy roll-back 1')
    await world.pass({ seconds: 5 })
    expect(world.maya.card(1)).toContain('*Rolling out: 50% of visitors*')
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(1)).toContain('Release to 10% of visitors · 5 s · 30 calls, 0 failed')
    expect(acts(world)).toEqual([
      'vercel-deployment',
      'vercel-rolling-config',
      'vercel-rolling-start',
      'vercel-rolling-approve',
      'vercel-rolling-complete',
    ])
    const buildId = world.sandbox.vercel.state.projects[0]?.rollout?.base ?? ''
    const input = { ...production, buildId, because: 'by hand' }
    await world.bot.deps.frontendHost.rollback.perform('by-hand', input)
    await world.pass({ seconds: 2 })
    expect(await world.maya.asks('/status web production')).toContain('*drift:*')
  })

  it('that fails at a stage beside the build before is aborted by itself', async () => {
    const world = await atTenPercent()
    world.sandbox.faults.smokeFails = true
    await world.pass({ seconds: 30 })
    const card = world.maya.card(1)
    expect(card).toContain('*Rolled back*')
    expect(card).toMatch(/:x: Release to (10|50)% of visitors/)
    expect(card).toMatch(/failed \d of \d+ calls \(\d+\.\d%, before 0\.0%\)/)
    expect(acts(world).slice(-1)).toEqual(['vercel-rollback'])
    expect(acts(world)).not.toContain('vercel-rolling-complete')
    expect(await world.maya.asks('/deploy locks')).toContain('web on production')
  })

  it('that nobody can judge waits for a person, who watches again, goes on, and keeps it', async () => {
    const world = await atTenPercent(undecided)
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('*Nobody can tell, and 10% of visitors have it:*')
    expect(world.maya.card(1)).toContain('or go on to 50% of visitors.')
    expect(await world.maya.asks('/status web production')).not.toContain('drift')
    expect(await world.maya.clicks('Watch again')).toContain('is watched once more')
    await world.pass({ seconds: 3 })
    expect(world.maya.card(1)).toMatch(/10% of visitors · \d+ calls, 0 failed so far/)
    await world.pass({ seconds: 10 })
    expect(await world.maya.asks('/deploy go-on 1')).toContain('somebody else')
    expect(await world.jonas.asks('/deploy go-on 1')).toContain('is unchanged')
    const seen = await loadDeployment(world.bot.deps.db, 1)
    expect(await world.priya.clicks('Go on')).toContain('goes on to more visitors')
    await world.pass({ seconds: 3 })
    expect(world.maya.card(1)).toContain('*Rolling out: 50% of visitors*')
    await world.pass({ seconds: 15 })
    const late = { id: 1, choice: 'go-on', since: seen?.since ?? null } as const
    const tomas = { user: 'U0TOMAS0001', requestId: 'test' }
    expect(await decideTrouble(world.bot.deps, late, tomas)).toMatchObject({ refused: 'changed-meanwhile' })
    expect(await world.tomas.asks('/deploy go-on 1')).toContain('goes on to more visitors')
    await world.pass({ seconds: 15 })
    expect(await world.tomas.asks('/deploy go-on 1')).toContain('nothing to decide')
    expect(await world.priya.clicks('Keep it')).toContain('stays live')
    await world.pass({ seconds: 5 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('beside a build that fails as well is not judged, and goes on when it is watched again', async () => {
    const world = await atTenPercent()
    world.sandbox.faults.siteFails = true
    await world.pass({ seconds: 10 })
    expect(world.maya.card(1)).toContain('*Nobody can tell, and 10% of visitors have it:*')
    expect(world.maya.card(1)).toContain('of its own: something else is broken.')
    world.sandbox.faults.siteFails = false
    await world.maya.clicks('Watch again')
    await world.pass({ seconds: 6 })
    expect(world.maya.card(1)).toContain('*Rolling out: 50% of visitors*')
  })

  it('is taken back by a button while only some have it', async () => {
    const world = await atTenPercent()
    expect(await world.maya.clicks('Roll back')).toContain('is being rolled back')
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('*Rolled back*')
    expect(acts(world)).toEqual([
      'vercel-deployment',
      'vercel-rolling-config',
      'vercel-rolling-start',
      'vercel-rollback',
    ])
  })

  it('that somebody aborts in Vercel is given up, and nothing is asked of Vercel again', async () => {
    const world = await atTenPercent()
    const { projects } = world.sandbox.vercel.state
    const buildId = projects[0]?.rollout?.canary ?? ''
    await world.bot.deps.frontendHost.abortStages.perform('by-hand', { ...production, buildId })
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('is over: somebody aborted it')
    expect(world.maya.card(1)).toContain('*Rolled back*')
    expect(acts(world).filter((act) => act === 'vercel-rollback')).toHaveLength(1)
  })

  it('that somebody completes in Vercel is said to be, and then rolled back at once', async () => {
    const world = await atTenPercent()
    const [project] = world.sandbox.vercel.state.projects
    const [base, buildId = ''] = [project?.rollout?.base, project?.rollout?.canary]
    const last = { ...production, buildId, stage: 2, stages: [10, 50, 100] }
    await world.bot.deps.frontendHost.enterStage.perform('by-hand', last)
    await world.pass({ seconds: 2 })
    expect(world.maya.card(1)).toContain('and somebody took it on to 100% in Vercel')
    await world.maya.clicks('Roll back')
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('*Rolled back*')
    expect(acts(world).slice(-2)).toEqual(['vercel-rolling-complete', 'vercel-rollback'])
    expect(project?.live).toBe(base)
  })

  it('is not begun beside one that somebody began in Vercel, which stays as it is', async () => {
    const world = await openWorld({ hasStages: true })
    await world.maya.asks('/deploy web production')
    const [project] = world.sandbox.vercel.state.projects
    const base = project?.live ?? ''
    const config = { target: 'production' as const, advancementType: 'manual-approval' as const, stages: [] }
    const at = world.now().getTime()
    if (project)
      project.rollout = {
        ...{ state: 'ACTIVE', canary: 'dpl_other', base, config, stage: 0 },
        startedAt: at,
        updatedAt: at,
      }
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Failed')
    expect(world.maya.card(1)).toContain('Complete or abort it in Vercel, then deploy again.')
    expect(world.maya.card(1)).toContain('production still runs')
    expect(acts(world)).toEqual(['vercel-deployment'])
  })
})

describe('production that a rollback pinned', () => {
  it('is said to be so on the card and by /status, until an approver un-pins it', async () => {
    const world = await atTenPercent()
    await world.maya.clicks('Roll back')
    await world.pass({ seconds: 20 })
    const pinned = 'builds that Vercel makes by itself stay staged until something is promoted'
    expect(world.maya.card(1)).toContain(pinned)
    expect(world.maya.card(1)).toContain('`/deploy unpin web production`')
    expect(await world.maya.asks('/status web')).toContain(pinned)
    expect(await world.jonas.asks('/deploy unpin web production')).toContain('Only an approver of production')
    world.sandbox.vercel.loseAnswer(/PATCH .*\/projects\/[^/]+$/)
    expect(await world.tomas.clicks('Un-pin')).toContain('Operation 1 has begun: un-pin web on production.')
    await world.pass({ seconds: 5 })
    expect(acts(world).filter((act) => act === 'vercel-project')).toHaveLength(1)
    expect(world.maya.card(1)).not.toContain(pinned)
    expect(world.maya.reads('deploys').join('\n')).toContain('The pin of web on production is lifted')
    expect(await world.maya.asks('/status web')).not.toContain(pinned)
    expect(await world.tomas.asks('/deploy unpin web production')).toContain('is not pinned')
    expect(await world.tomas.asks('/deploy unpin functions production')).toContain('is not pinned')
  })
})
