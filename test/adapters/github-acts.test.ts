import { describe, expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { names } from '../../src/adapters/github/workflow-runs.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const repository = 'harbour/shop'

async function start() {
  const world = await startProviders()
  const host = createCodeHost(
    { kind: 'token', token: githubToken, apiUrl: world.githubUrl },
    { isThrottled: false },
  )
  const sha = world.github.state.branches.main ?? ''
  const acts = () => world.github.records.map((record) => record.act)
  return { ...world, host, sha, acts }
}

describe('a GitHub Deployment', () => {
  const wanted = { repository, environment: 'production', description: 'Deployment 3 of web', service: 'web' }

  test('is recorded without merging anything, with the key in its payload', async () => {
    const { host, github, sha } = await start()
    const seen = await host.recordDeployment.perform('d-3', { ...wanted, sha })
    expect(seen).toMatchObject({ seen: 'done', outcome: { id: github.state.deployments[0]?.id } })
    expect(github.state.deployments).toMatchObject([{ sha, payload: { key: 'd-3', service: 'web' } }])
  })

  test('whose answer was lost is found, and not recorded again', async () => {
    const { host, github, sha, acts } = await start()
    github.loseAnswer(/POST .*\/deployments$/)
    await expect(host.recordDeployment.perform('d-3', { ...wanted, sha })).rejects.toMatchObject({
      isUncertain: true,
      isRetryable: true,
    })
    const seen = await host.recordDeployment.observe('d-3', { ...wanted, sha }, null)
    expect(seen).toMatchObject({ seen: 'done', outcome: { id: github.state.deployments[0]?.id } })
    expect(acts()).toEqual(['github-deployment'])
  })

  test('of another key is not taken for it', async () => {
    const { host, sha } = await start()
    await host.recordDeployment.perform('d-30', { ...wanted, sha })
    expect(await host.recordDeployment.observe('d-3', { ...wanted, sha }, null)).toEqual({ seen: 'absent' })
  })

  test('is not sent twice when GitHub answers 500', async () => {
    const { host, github, sha, acts } = await start()
    github.failNext(/POST .*\/deployments$/, 500)
    await expect(host.recordDeployment.perform('d-3', { ...wanted, sha })).rejects.toMatchObject({
      isUncertain: true,
    })
    expect(acts()).toEqual([])
  })
})

describe('the state of a GitHub Deployment', () => {
  async function withDeployment() {
    const world = await start()
    const seen = await world.host.recordDeployment.perform('d-3', {
      repository,
      sha: world.sha,
      environment: 'production',
      description: '',
      service: 'web',
    })
    const deploymentId = seen.seen === 'done' ? seen.outcome.id : 0
    return { ...world, state: { repository, deploymentId, state: 'success' as const, description: 'Live' } }
  }

  test('is recorded, with long words cut', async () => {
    const { host, github, state } = await withDeployment()
    const description = 'x'.repeat(200)
    const seen = await host.recordStatus.perform('s-1', {
      ...state,
      description,
      environmentUrl: 'https://shop.example',
    })
    expect(seen.seen).toBe('done')
    expect(github.state.deployments[0]?.statuses[0]?.description).toHaveLength(140)
    expect(await host.recordStatus.observe('s-1', { ...state, description }, null)).toMatchObject({
      seen: 'done',
    })
  })

  test('whose answer was lost is found, and not recorded again', async () => {
    const { host, github, state, acts } = await withDeployment()
    github.loseAnswer(/POST .*\/statuses$/)
    await expect(host.recordStatus.perform('s-1', state)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.recordStatus.observe('s-1', state, null)).toMatchObject({ seen: 'done' })
    expect(acts()).toEqual(['github-deployment', 'github-deployment-status'])
  })

  test('that was never sent is absent', async () => {
    const { host, state } = await withDeployment()
    await host.recordStatus.perform('s-0', { ...state, state: 'in_progress' })
    expect(await host.recordStatus.observe('s-1', state, null)).toEqual({ seen: 'absent' })
  })
})

describe('a workflow run', () => {
  const input = {
    repository,
    workflow: 'deploy-worker.yml',
    ref: 'main',
    inputs: { environment: 'production' },
  }

  test('is followed from its dispatch to its success', async () => {
    const { host, clock, sha, github } = await start()
    const begun = await host.runWorkflow.perform('d-4', { ...input, sha })
    expect(begun).toMatchObject({
      seen: 'pending',
      remote: String(github.state.runs[0]?.id),
      progress: 'queued',
    })
    const remote = String(github.state.runs[0]?.id)
    const look = () => host.runWorkflow.observe('d-4', { ...input, sha }, remote)
    clock.forward(700)
    expect(await look()).toMatchObject({ seen: 'pending', progress: 'in progress' })
    clock.forward(2000)
    expect(await look()).toMatchObject({ seen: 'done', remote, outcome: { conclusion: 'success' } })
  })

  test('whose answer was lost is found by its name, and not dispatched again', async () => {
    const { host, github, sha, acts } = await start()
    github.loseAnswer(/POST .*\/dispatches$/)
    await expect(host.runWorkflow.perform('d-4', { ...input, sha })).rejects.toMatchObject({
      isUncertain: true,
    })
    const seen = await host.runWorkflow.observe('d-4', { ...input, sha }, null)
    expect(seen).toMatchObject({ seen: 'pending', remote: String(github.state.runs[0]?.id) })
    expect(acts()).toEqual(['workflow-dispatch'])
  })

  test('of another deployment is not taken for it', async () => {
    const { host, sha } = await start()
    await host.runWorkflow.perform('d-41', { ...input, sha })
    expect(await host.runWorkflow.observe('d-4', { ...input, sha }, null)).toEqual({ seen: 'absent' })
  })

  test('that fails says how it ended', async () => {
    const { host, clock, faults, sha, github } = await start()
    faults.buildFails = true
    await host.runWorkflow.perform('d-4', { ...input, sha })
    clock.forward(5000)
    const seen = await host.runWorkflow.observe('d-4', { ...input, sha }, String(github.state.runs[0]?.id))
    expect(seen).toMatchObject({
      seen: 'failed',
      reason: 'deploy-worker.yml ended with “failure”.',
    })
  })

  test('is not begun when the branch has moved since the approval', async () => {
    const { host, github, sha, acts } = await start()
    github.push('main', { message: 'Sneak something in', author: people.maya })
    const seen = await host.runWorkflow.perform('d-4', { ...input, sha })
    expect(seen).toMatchObject({ seen: 'failed' })
    expect(seen.seen === 'failed' && seen.reason).toContain(`and ${sha.slice(0, 7)} was wanted`)
    expect(acts()).toEqual([])
  })

  test('may take the commit as an input, wherever the branch is by then', async () => {
    const { host, github, sha, acts } = await start()
    github.push('main', { message: 'Something newer', author: people.maya })
    await host.runWorkflow.perform('d-4', { ...input, sha, inputs: { ...input.inputs, sha } })
    expect(acts()).toEqual(['workflow-dispatch'])
  })

  test.each([
    [
      'a deleted workflow',
      { workflow: 'nothing.yml' },
      'harbour/shop has no workflow nothing.yml: it was deleted',
    ],
    ['a workflow without the trigger', { workflow: 'ci.yml' }, 'it has no trigger “workflow_dispatch” there'],
    [
      'an input that it does not declare',
      { inputs: { colour: 'blue' } },
      'Unexpected inputs provided: ["colour"]',
    ],
  ])('with %s fails with the reason', async (_what, change, reason) => {
    const { host, sha } = await start()
    const seen = await host.runWorkflow.perform('d-4', { ...input, ...change, sha })
    expect(seen.seen === 'failed' && seen.reason).toContain(reason)
  })

  test('is cancelled while it runs, and not after', async () => {
    const { host, clock, github, sha } = await start()
    await host.runWorkflow.perform('d-4', { ...input, sha })
    const id = String(github.state.runs[0]?.id)
    clock.forward(700)
    expect(await host.cancelRun(repository, id)).toBe(true)
    expect(await host.cancelRun(repository, id)).toBe(false)
    const seen = await host.runWorkflow.observe('d-4', { ...input, sha }, id)
    expect(seen).toMatchObject({
      seen: 'failed',
      reason: 'deploy-worker.yml ended with “cancelled”.',
    })
  })

  test('is found by a key with slashes, each round by its own', async () => {
    const { host, sha, github } = await start()
    const key = (round: number) => `home/deployment/3/${round}/run-workflow`
    await host.runWorkflow.perform(key(11), { ...input, sha })
    expect(await host.runWorkflow.observe(key(1), { ...input, sha }, null)).toEqual({ seen: 'absent' })
    const seen = await host.runWorkflow.observe(key(11), { ...input, sha }, null)
    expect(seen).toMatchObject({ remote: String(github.state.runs[0]?.id) })
  })

  test.each([
    ['Deploy worker d-4', true],
    ['Deploy worker (d-4).', true],
    ['d-4: deploy', true],
    ['Deploy worker d-41', false],
    ['Deploy worker prod-4', false],
    ['Deploy worker d-4.1', false],
  ])('the key d-4 in “%s”: %s', (title, expected) => {
    expect(names(title, 'd-4')).toBe(expected)
  })
})
