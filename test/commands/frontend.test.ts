import { expect, it } from 'vitest'
import type { SmokeTest, TeamConfig } from '../../src/domain/policy.ts'
import { openWorld } from '../world.ts'

const withSmoke = (wanted: Partial<SmokeTest>) => (config: TeamConfig) => ({
  ...config,
  services: config.services.map((service) =>
    service.kind === 'vercel'
      ? { ...service, smoke: service.smoke.map((test) => ({ ...test, ...wanted })) }
      : service,
  ),
})

it('a build whose answers must not be kept is not promoted where they are, and the card says why', async () => {
  const world = await openWorld({ config: withSmoke({ headers: { 'cache-control': 'private' } }) })
  await world.maya.asks('/deploy web staging')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('*Failed at “Smoke-test the build”.*')
  expect(world.maya.card(1)).toContain(
    '/ answered cache-control: public, max-age=0, must-revalidate, which does not contain "private".',
  )
})

it('a header that is missing is named', async () => {
  const world = await openWorld({ config: withSmoke({ headers: { 'x-frame-options': 'DENY' } }) })
  await world.maya.asks('/deploy web staging')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('/ answered without the header x-frame-options.')
})

it('an answer whose JSON is other than expected is told with both', async () => {
  const world = await openWorld({
    config: withSmoke({ path: '/api/health', headers: {}, json: { ok: false } }),
  })
  await world.maya.asks('/deploy web staging')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('/api/health answered ok: true instead of false.')
})

it('a preview is given its address without words of production, and its front page is shown', async () => {
  const world = await openWorld()
  await world.maya.asks('/deploy web staging')
  await world.pass({ minutes: 1 })
  const card = world.maya.card(1)
  expect(card).toContain('Give it the preview’s address')
  expect(card).toMatch(
    /Check the preview’s address> · .* · 200 in \d+ ms, cache-control: public, max-age=0, must-revalidate · x-vercel-cache HIT/,
  )
  expect(card).toContain('/sites/staging.shop.harbour.example')
  expect(card).not.toMatch(/promot|live address|production/i)
})

it('a protected build is passed with the secret of the project, which is stored nowhere', async () => {
  const secret = 'bypass-of-this-test'
  const config = (of: TeamConfig) => ({
    ...of,
    services: of.services.map((service) =>
      service.name === 'docs' && service.kind === 'vercel'
        ? { ...service, protectionBypass: secret }
        : service,
    ),
  })
  const world = await openWorld({ config })
  for (const project of world.sandbox.vercel.state.projects) project.protectionBypass = secret
  await world.maya.asks('/deploy docs staging')
  await world.maya.asks('/deploy web staging')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('verified')
  expect(world.maya.card(2)).toContain(
    '/ answered 401 instead of 200, because Vercel protects it: put the project’s bypass secret under protectionBypass',
  )
  const { db } = world.bot.deps
  const stored = [
    await db.selectFrom('acts').selectAll().execute(),
    await db.selectFrom('audit').selectAll().execute(),
  ]
  expect(JSON.stringify(stored)).not.toContain(secret)
})
