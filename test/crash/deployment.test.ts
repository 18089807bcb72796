import { expect, test } from 'vitest'
import { beginDeployment, firstState } from './deploy.ts'
import { openStage, type Stage, startDoomed, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const boundaries = [
  'before post deployment/1/card',
  'after post deployment/1/card',
  'after answer',
  'before github deployments',
  'after github deployments',
  'after github status in_progress',
  'before vercel deployments',
  'after vercel deployments',
  'before vercel promote',
  'after vercel promote',
  'before github status success',
  'after github status success',
]

const isEdit = (boundary: string) => /^\w+ edit /.test(boundary)

/** Of each of those, and once before and once after one of the many edits. */
function diesOf(): (boundary: string) => boolean {
  const edits = new Set<string>()
  return (boundary) => {
    const [moment = ''] = boundary.split(' ')
    if (!isEdit(boundary)) return boundaries.includes(boundary)
    return !edits.has(moment) && Boolean(edits.add(moment))
  }
}

test('a bot that is killed before and after the acts of a release on Vercel, and edits of its card, releases it once and shows it on one card; meanwhile a row says where it is, by which any replica finds it', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  const stage = await openStage(onTestFinished)
  const staysDead = 'before github deployments'
  const fate = await startDoomed(stage, onTestFinished, { dies: diesOf(), staysDead })
  await beginDeployment(stage, 'web production')
  await until(() => fate.kills.includes(staysDead))
  expect(await stage.rows('select id from deployments where wake_at <= now()')).toEqual([{ id: 1 }])
  await fate.resume()
  await until(async () => {
    fate.check()
    return (await firstState(stage)) === 'verified' && (await stage.isTold())
  })
  expect(fate.kills.filter((act) => !isEdit(act)).toSorted()).toEqual(boundaries.toSorted())
  expect(fate.kills.filter(isEdit)).toHaveLength(2)
  await expectReleasedOnce(stage)
})

async function expectReleasedOnce(stage: Stage): Promise<void> {
  await expectVerifiedOnce(stage)
  const { github, vercel } = stage.sandbox
  expect(recorded(vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
  expect(recorded(github)).toEqual([
    'github-deployment',
    'github-deployment-status in_progress',
    'github-deployment-status success',
  ])
}

async function expectVerifiedOnce({ sandbox, rows }: Stage): Promise<void> {
  expect(keysPosted(sandbox)).toEqual(['deployment/1/card'])
  expect(sandbox.slack.person('U0JONAS0001').reads('deploys')).toEqual([
    expect.stringContaining('Live and verified'),
  ])
  expect(await rows(`select count(*)::int from audit where action = 'deployment.verified'`)).toEqual([
    { count: 1 },
  ])
  expect(await rows(`select name, state from acts where state <> 'done'`)).toEqual([])
}
