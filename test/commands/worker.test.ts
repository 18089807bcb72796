import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSigner } from '../../src/adapters/signer.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { openWorld, type World } from '../world.ts'

const workflow = '.github/workflows/deploy-worker.yml'

/** Approves what asks for it, and lets a run take its time. */
async function deploy(world: World, place = 'staging'): Promise<void> {
  await world.maya.asks(`/deploy worker ${place}`)
  if (place === 'production') await world.priya.clicks('Approve')
}

describe('a service that GitHub Actions deploys', () => {
  it('shows each job while it goes, and names the one that fails', async () => {
    const world = await openWorld()
    world.sandbox.faults.buildFails = true
    await deploy(world)
    await world.pass({ seconds: 2 })
    expect(world.maya.card(1)).toMatch(
      />:white_check_mark: <http[^|]*\|build> passed · :large_yellow_circle: <http[^|]*\/job\/\d+\|deploy> running/,
    )
    expect(world.maya.card(1)).toContain('1 of 2 jobs done')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('ended with “failure”. Failed: deploy.')
    expect(world.maya.card(1)).toMatch(/:x: <http[^|]*\|deploy> failed/)
  })

  it('goes on where GitHub does not tell the jobs, and says why a deleted workflow cannot run', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/GET .*\/jobs/, 502, 100)
    await deploy(world)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    world.sandbox.github.push('main', {
      message: 'Delete it',
      author: people.maya,
      files: { [workflow]: null },
    })
    await deploy(world)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(2)).toContain('harbour/shop has no workflow deploy-worker.yml: it was deleted')
  })

  it('sends a signed approval where it is asked to, and keeps it nowhere', async () => {
    const world = await openWorld({
      config: (config) => ({
        ...config,
        services: config.services.map((service) =>
          service.kind === 'github-actions' ? { ...service, signApproval: true } : service,
        ),
      }),
    })
    const { privateKey } = generateKeyPairSync('ed25519')
    world.bot.deps.sign = createSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    await deploy(world, 'production')
    await world.pass({ minutes: 1 })
    const [run] = world.sandbox.github.state.runs
    const approval = run?.inputs.approval ?? ''
    expect(JSON.parse(Buffer.from(approval.split('.')[1] ?? '', 'base64url').toString())).toEqual({
      iss: 'pilothouse',
      jti: run?.inputs.deployment,
      installation: world.bot.deps.installation,
      ...{ deployment: 1, service: 'worker', environment: 'production', repository: 'harbour/shop' },
      ...{ workflow: 'deploy-worker.yml', sha: run?.inputs.sha },
      ...{ requestedBy: 'U0MAYA00001', approvedBy: ['U0PRIYA0001'] },
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
    const { db } = world.bot.deps
    const kept = await Promise.all([
      db.selectFrom('acts').selectAll().execute(),
      db.selectFrom('audit').selectAll().execute(),
    ])
    expect(JSON.stringify(kept)).toContain('deploy-worker.yml')
    expect(JSON.stringify(kept)).not.toContain(approval.slice(0, 40))
    expect(JSON.stringify(kept)).not.toContain('eyJ')
  })
})
