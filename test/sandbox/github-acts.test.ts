import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from './providers.ts'

const shop = { owner: 'harbour', repo: 'shop' }
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

async function start(options: Parameters<typeof startProviders>[0] = {}) {
  const world = await startProviders(options)
  const octokit = new Octokit({ auth: githubToken, baseUrl: world.githubUrl, log: quiet })
  return { ...world, octokit }
}

const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => `${error.status} ${error.response.data.message}`,
  )

describe('deployments', () => {
  const wanted = { ...shop, environment: 'production', auto_merge: false, required_contexts: [] }

  test('a deployment keeps its payload, and a success retires the one before', async () => {
    const { octokit, github } = await start()
    const ids: number[] = []
    for (const key of ['d-1', 'd-2']) {
      const made = await octokit.repos.createDeployment({ ...wanted, ref: 'main', payload: { key } })
      if (made.status !== 201) throw new Error(`The stand-in answered ${made.status}.`)
      ids.push(made.data.id)
      await octokit.repos.createDeploymentStatus({ ...shop, deployment_id: made.data.id, state: 'success' })
    }
    const states = await octokit.repos.listDeploymentStatuses({ ...shop, deployment_id: ids[0] ?? 0 })
    expect(states.data.map((status) => status.state)).toEqual(['inactive', 'success'])
    const listed = await octokit.repos.listDeployments({ ...shop, environment: 'production' })
    expect(listed.data.map((one) => one.payload)).toEqual([{ key: 'd-2' }, { key: 'd-1' }])
    expect(github.records.map((record) => `${record.act} ${record.key}`)).toEqual([
      'github-deployment d-1',
      'github-deployment-status d-1',
      'github-deployment d-2',
      'github-deployment-status d-2',
    ])
  })

  test('with the defaults, a branch behind main is merged and not deployed', async () => {
    const { octokit, github } = await start()
    const answer = await octokit.repos.createDeployment({
      ...shop,
      ref: 'feature/gift-cards',
      required_contexts: [],
    })
    expect([answer.status, github.records]).toEqual([202, []])
  })

  test('a required context that is not green is a conflict', async () => {
    const { octokit } = await start()
    const answer = octokit.repos.createDeployment({
      ...wanted,
      ref: 'main',
      required_contexts: ['load-test'],
    })
    expect(await statusOf(answer)).toContain('409 Conflict: Commit status checks failed for main.')
  })

  test('a state that does not exist is a validation error', async () => {
    const { githubUrl, octokit } = await start()
    const made = await octokit.repos.createDeployment({ ...wanted, ref: 'main' })
    const id = made.status === 201 ? made.data.id : 0
    const answer = await fetch(`${githubUrl}/repos/harbour/shop/deployments/${id}/statuses`, {
      method: 'POST',
      headers: { authorization: `token ${githubToken}` },
      body: JSON.stringify({ state: 'done' }),
    })
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([422, 'state'])
  })
})

describe('workflows', () => {
  const deploy = { ...shop, workflow_id: 'deploy-worker.yml', ref: 'main', return_run_details: true }

  async function dispatched(options?: { fails?: boolean }) {
    const world = await start()
    world.faults.buildFails = options?.fails ?? false
    const inputs = { environment: 'production', deployment: 'd-7' }
    const { data } = await world.octokit.request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      { ...deploy, inputs },
    )
    const { workflow_run_id: id } = data as unknown as { workflow_run_id: number }
    const run = async () => (await world.octokit.actions.getWorkflowRun({ ...shop, run_id: id })).data
    return { ...world, id, run }
  }

  test('a dispatched run carries the deployment in its name and goes from queued to success', async () => {
    const { clock, run } = await dispatched()
    const seen: unknown[] = []
    for (const ms of [0, 600, 1000, 1000]) {
      clock.forward(ms)
      const { status, conclusion } = await run()
      seen.push(conclusion ?? status)
    }
    expect(seen).toEqual(['queued', 'in_progress', 'in_progress', 'success'])
    expect((await run()).display_title).toBe('Deploy worker to production d-7')
  })

  test('a failing build fails the run in its last job', async () => {
    const { clock, octokit, id } = await dispatched({ fails: true })
    clock.forward(5000)
    const { data } = await octokit.actions.listJobsForWorkflowRun({ ...shop, run_id: id })
    expect(data.jobs.map((job) => [job.name, job.conclusion])).toEqual([
      ['build', 'success'],
      ['deploy', 'failure'],
    ])
  })

  test('a run can be cancelled until it ends', async () => {
    const { clock, octokit, id, run } = await dispatched()
    clock.forward(700)
    await octokit.actions.cancelWorkflowRun({ ...shop, run_id: id })
    expect((await run()).conclusion).toBe('cancelled')
    expect(await statusOf(octokit.actions.cancelWorkflowRun({ ...shop, run_id: id }))).toContain(
      '409 Cannot cancel',
    )
  })

  test('runs are found by branch, event and time', async () => {
    const { octokit, id } = await dispatched()
    const found = async (created: string) => {
      const { data } = await octokit.actions.listWorkflowRuns({
        ...shop,
        workflow_id: 'deploy-worker.yml',
        branch: 'main',
        event: 'workflow_dispatch',
        created,
      })
      return data.workflow_runs.map((run) => run.id)
    }
    expect(await found('>=2026-11-20T10:00:00Z')).toEqual([id])
    expect(await found('2026-11-20T09:00:00Z..2026-11-20T11:00:00Z')).toEqual([id])
    expect(await found('<2026-11-20T10:00:00Z')).toEqual([])
  })

  test('a sha is no ref for a dispatch, and an undeclared input is refused', async () => {
    const { octokit, github } = await start()
    const send = (change: object) =>
      statusOf(octokit.actions.createWorkflowDispatch({ ...deploy, ...change }))
    expect(await send({ ref: github.state.branches.main })).toContain('422 No ref found for')
    expect(await send({ inputs: { colour: 'blue' } })).toContain('422 Unexpected inputs provided: ["colour"]')
    expect(await send({ workflow_id: 'nothing.yml' })).toContain('404 Not Found')
  })
})

describe('trouble', () => {
  test('an ordered failure happens once and does nothing', async () => {
    const { octokit, github } = await start()
    github.failNext(/POST .*\/deployments$/, 502)
    const deploy = () => octokit.repos.createDeployment({ ...shop, ref: 'main', auto_merge: false })
    expect(await statusOf(deploy())).toContain('502')
    expect(github.records).toEqual([])
    expect((await deploy()).status).toBe(201)
  })

  test('a lost answer is carried out all the same', async () => {
    const { octokit, github } = await start()
    github.loseAnswer(/POST .*\/deployments$/)
    await expect(
      octokit.repos.createDeployment({ ...shop, ref: 'main', auto_merge: false }),
    ).rejects.toThrow()
    expect(github.records).toHaveLength(1)
  })

  test('a slow GitHub takes its time', async () => {
    const { octokit, faults } = await start({ slowMs: 60 })
    faults.githubSlow = true
    const before = performance.now()
    await octokit.repos.get(shop)
    expect(performance.now() - before).toBeGreaterThanOrEqual(59)
  })

  test('the state survives a restart', async () => {
    const githubFile = join(mkdtempSync(join(tmpdir(), 'github-')), 'github.json')
    const first = await start({ githubFile })
    const sha = first.github.push('main', { message: 'Keep me', author: people.priya })
    const second = await start({ githubFile })
    expect((await second.octokit.repos.getCommit({ ...shop, ref: 'main' })).data.sha).toBe(sha)
  })
})
