import { describe, expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
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
  const push = (files: Record<string, string | null>) =>
    world.github.push('main', { message: 'Change files', author: people.maya, files })
  return { ...world, host, sha, push }
}

describe('reading a file at a commit', () => {
  test('gives its bytes as they were then', async () => {
    const { host, github } = await start()
    for (const ref of ['main', 'main~3', 'experiment/slow-search']) {
      const { sha } = github.commit(ref) ?? { sha: '' }
      const path = 'supabase/functions/search/index.ts'
      expect(await host.readFile(repository, sha, path)).toEqual(github.fileAt(ref, path))
    }
  })

  test('keeps every byte, in odd names too, above 1 MB and with nothing in it', async () => {
    const { host, push, github } = await start()
    const sha = push({
      'räume & #1?.txt': '\uFEFFGröße\r\n\0\u{1F6A2}',
      'film.bin': 'é'.repeat(700_000),
      empty: '',
    })
    for (const path of ['räume & #1?.txt', 'film.bin', 'empty']) {
      expect(await host.readFile(repository, sha, path), path).toEqual(github.fileAt(sha, path))
    }
  })

  test.each(['src/nothing.ts', 'src', 'src/app.tsx/inside'])('%s is no file', async (path) => {
    const { host, sha } = await start()
    expect(await host.readFile(repository, sha, path)).toBeNull()
  })

  test('at a commit that is not there is trouble, and no missing file', async () => {
    const { host } = await start()
    const asked = host.readFile(repository, '0'.repeat(40), 'src/app.tsx')
    await expect(asked).rejects.toThrow('GitHub could not find 0000000 in harbour/shop')
  })

  test('above 5 MB is refused with its size', async () => {
    const { host, push } = await start()
    const sha = push({ 'film.txt': 'x'.repeat(6_000_000) })
    const asked = host.readFile(repository, sha, 'film.txt')
    await expect(asked).rejects.toThrow(
      'film.txt in harbour/shop has 6.0 MB, and at most 5 MB are read. Make it smaller, or leave it out.',
    )
    await expect(asked).rejects.toMatchObject({ isRetryable: false })
  })
})

describe('listing files below a folder', () => {
  test.each([
    ['supabase/functions/checkout', ['supabase/functions/checkout/index.ts']],
    ['/worker/', ['worker/orders.ts', 'worker/package.json', 'worker/receipt.ts', 'worker/retries.ts']],
    ['work', []],
    ['nothing', []],
  ])('%s', async (folder, expected) => {
    const { host, sha } = await start()
    expect(await host.listFiles(repository, sha, folder)).toEqual(expected)
  })

  test('the whole repository at an earlier commit', async () => {
    const { host, github } = await start()
    const { sha } = github.commit('v1.0.0') ?? { sha: '' }
    expect((await host.listFiles(repository, sha, '')).sort()).toEqual(github.filesAt('v1.0.0').sort())
  })

  test('at a commit that is not there is trouble', async () => {
    const { host } = await start()
    await expect(host.listFiles(repository, '0'.repeat(40), '')).rejects.toMatchObject({ code: '404' })
  })
})

describe('the jobs of a run', () => {
  async function running(fails = false) {
    const world = await start()
    world.faults.buildFails = fails
    const input = { repository, workflow: 'deploy-worker.yml', ref: 'main', sha: world.sha, inputs: {} }
    await world.host.runWorkflow.perform('d-4', input)
    const id = String(world.github.state.runs[0]?.id)
    const states = async () =>
      (await world.host.jobs(repository, id)).map(({ name, state }) => `${name} ${state}`)
    return { ...world, id, states }
  }

  test('go from queued over running to passed, in their order', async () => {
    const { clock, states } = await running()
    const seen: string[][] = []
    for (const ms of [0, 700, 1000, 1000]) {
      clock.forward(ms)
      seen.push(await states())
    }
    expect(seen).toEqual([
      ['build queued', 'deploy queued'],
      ['build running', 'deploy queued'],
      ['build passed', 'deploy running'],
      ['build passed', 'deploy passed'],
    ])
  })

  test('show which failed, and where to look', async () => {
    const { clock, states, host, id } = await running(true)
    clock.forward(5000)
    expect(await states()).toEqual(['build passed', 'deploy failed'])
    expect((await host.jobs(repository, id))[1]?.url).toContain(`/actions/runs/${id}/job/`)
  })

  test('of a run that is not there is trouble', async () => {
    const { host } = await start()
    await expect(host.jobs(repository, '1')).rejects.toMatchObject({ code: '404' })
  })
})
