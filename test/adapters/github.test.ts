import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createCodeHost } from '../../src/adapters/github/code-host.ts'
import { UpstreamError } from '../../src/domain/errors.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from '../sandbox/providers.ts'

const shop = 'harbour/shop'

async function start(
  options: Parameters<typeof startProviders>[0] & { token?: string; timeoutMs?: number } = {},
) {
  const world = await startProviders(options)
  const token = options.token ?? githubToken
  const host = createCodeHost(
    { kind: 'token', token, apiUrl: world.githubUrl },
    { timeoutMs: options.timeoutMs, isThrottled: false },
  )
  return { ...world, host }
}

/** An address on this machine where nothing listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function troubleOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof UpstreamError) return error
  throw new Error(`Expected an UpstreamError, got ${inspect(error)}`)
}

describe('finding commits', () => {
  test.each(['main', 'feature/gift-cards', 'v1.1.0'])('%s names a commit', async (ref) => {
    const { host, github } = await start()
    expect(await host.resolve(shop, ref)).toEqual({ sha: github.commit(ref)?.sha })
  })

  test('seven letters of a sha are enough', async () => {
    const { host, github } = await start()
    const { sha } = github.commit('main~2') ?? { sha: '' }
    expect(await host.resolve(shop, sha.slice(0, 7))).toEqual({ sha })
  })

  test.each(['no-such-branch', '', '..', '../../user', 'a b', 'main~1', '0000000', 'constructor'])(
    '%j names none',
    async (ref) => {
      const { host } = await start()
      expect(await host.resolve(shop, ref)).toBeNull()
    },
  )

  test('a repository that is not there is trouble, and no missing branch', async () => {
    const { host } = await start()
    const trouble = await troubleOf(host.resolve('harbour/attic', 'main'))
    expect(trouble.message).toContain('could not open harbour/attic: “Not Found” (404)')
    expect(trouble.isRetryable).toBe(false)
  })

  test('branches are listed by name', async () => {
    const { host } = await start()
    expect(await host.branches(shop)).toEqual([
      'experiment/broken-bundle',
      'experiment/checkout-12-percent',
      'experiment/slow-search',
      'feature/gift-cards',
      'fix/cart-rounding',
      'main',
      'staging',
    ])
  })

  test('recent commits come newest first, with their author', async () => {
    const { host, github } = await start()
    const commits = await host.recentCommits(shop, 'main', 3)
    expect(commits.map((commit) => commit.sha)).toEqual([0, 1, 2].map((n) => github.commit(`main~${n}`)?.sha))
    expect(commits[0]?.author).toMatchObject({
      login: 'maya-l',
      name: 'Maya Lindqvist',
      email: 'maya@harbour.example',
    })
  })

  test('only the first line of a message is the subject', async () => {
    const { host, github } = await start()
    github.push('main', { message: 'Fix the till\n\nIt rang twice.', author: people.maya })
    expect((await host.recentCommits(shop, 'main', 1))[0]?.subject).toBe('Fix the till')
  })
})

describe('comparing', () => {
  test.each([
    ['main~3', 'main', 'ahead', 3],
    ['main', 'main~3', 'behind', 0],
    ['main', 'main', 'identical', 0],
    ['main', 'feature/gift-cards', 'diverged', 2],
  ])('%s to %s is %s', async (base, head, direction, total) => {
    const { host, github } = await start()
    const sha = (ref: string) => github.commit(ref)?.sha ?? ''
    const comparison = await host.compare(shop, sha(base), sha(head))
    expect([comparison.direction, comparison.total, comparison.commits.length]).toEqual([
      direction,
      total,
      total,
    ])
  })

  test.each([49, 50, 51, 100, 120])(
    'of %i new commits the newest fifty are given, newest first',
    async (count) => {
      const { host, github } = await start()
      const base = github.state.branches.main ?? ''
      const pushed = Array.from({ length: count }, (_, n) =>
        github.push('main', { message: `Change ${n}`, author: people.maya }),
      )
      const { commits, total } = await host.compare(shop, base, 'main')
      expect(total).toBe(count)
      expect(commits.map((commit) => commit.sha)).toEqual(pushed.slice(-50).reverse())
    },
  )
})

describe('checks', () => {
  test('check runs and statuses stand together, by name', async () => {
    const { host, github } = await start()
    const checks = await host.checks(shop, github.state.branches.main ?? '')
    expect(checks.map((check) => [check.name, check.state])).toEqual([
      ['build', 'passed'],
      ['lint', 'passed'],
      ['preview/shop-web', 'passed'],
      ['test', 'passed'],
    ])
  })

  test.each([
    ['feature/gift-cards', 'failed'],
    ['fix/cart-rounding', 'pending'],
  ])('the test of %s is %s', async (branch, state) => {
    const { host, github } = await start()
    const checks = await host.checks(shop, github.state.branches[branch] ?? '')
    expect(checks.find((check) => check.name === 'test')?.state).toBe(state)
  })

  test.each([
    ['cancelled', 'failed'],
    ['skipped', 'passed'],
    ['queued', 'pending'],
  ] as const)('a check that is %s counts as %s', async (set, state) => {
    const { host, github } = await start()
    const sha = github.state.branches.main ?? ''
    github.setCheck(sha, 'lint', set)
    expect((await host.checks(shop, sha)).find((check) => check.name === 'lint')?.state).toBe(state)
  })
})

describe('checks that a fine-grained token may not read', () => {
  const token = 'github_pat_sandboxsandbox'
  const dispatch = { repository: shop, workflow: 'deploy-worker.yml', ref: 'main' }

  test('are the jobs of each workflow’s newest run on the commit', async () => {
    const { host, github, clock, faults } = await start({ token, githubToken: token })
    const sha = github.state.branches.main ?? ''
    const inputs = { environment: 'staging' }
    const named = async () => (await host.checks(shop, sha)).map((check) => [check.name, check.state])
    expect(await named()).toEqual([['preview/shop-web', 'passed']])
    faults.buildFails = true
    await host.runWorkflow.perform('d-1', { ...dispatch, sha, inputs })
    clock.forward(60_000)
    expect(await named()).toContainEqual(['deploy', 'failed'])
    faults.buildFails = false
    await host.runWorkflow.perform('d-2', { ...dispatch, sha, inputs })
    expect(await named()).toContainEqual(['deploy', 'pending'])
    clock.forward(60_000)
    expect(await named()).toEqual([
      ['build', 'passed'],
      ['deploy', 'passed'],
      ['preview/shop-web', 'passed'],
    ])
  })
})

describe('trouble', () => {
  test('a refused token is named, and never shown', async () => {
    const { host } = await start({ token: 'ghp_secretsecretsecret' })
    const trouble = await troubleOf(host.branches(shop))
    expect(trouble.message).toBe(
      'GitHub could not list the branches of harbour/shop: it refused the token: “Bad credentials” (401). Put a valid one into GITHUB_TOKEN and restart.',
    )
    expect(trouble.isRetryable).toBe(false)
    expect(inspect(trouble, { depth: 20, showHidden: true })).not.toContain('secretsecret')
  })

  test('a question is asked again when GitHub stumbles', async () => {
    const { host, github } = await start()
    github.failNext(/GET .*\/branches$/, 502, 2)
    expect(await host.branches(shop)).toContain('main')
  })

  test('when it keeps stumbling, that is said', async () => {
    const { host, github } = await start()
    github.failNext(/GET .*\/branches$/, 502, 3)
    const trouble = await troubleOf(host.branches(shop))
    expect(trouble).toMatchObject({ isRetryable: true, isUncertain: false, code: '502' })
    expect(trouble.message).toContain('If it goes on, look at https://www.githubstatus.com.')
  })

  test('a GitHub that takes too long is given up', async () => {
    const { host, faults } = await start({ timeoutMs: 60, slowMs: 2000 })
    faults.githubSlow = true
    const trouble = await troubleOf(host.branches(shop))
    expect(trouble.message).toContain('it did not answer within 0.06 s')
    expect(trouble).toMatchObject({ isRetryable: true, code: 'timeout' })
  })

  test('where nothing listens, nothing was sent', async () => {
    const host = createCodeHost({ kind: 'token', token: githubToken, apiUrl: await closedAddress() })
    const record = { repository: shop, sha: 'main', environment: 'staging', description: '', service: 'web' }
    const trouble = await troubleOf(host.recordDeployment.perform('d-1', record))
    expect(trouble).toMatchObject({ isRetryable: true, isUncertain: false })
  })
})

describe('as a GitHub App', () => {
  test('it signs in where it is installed, and a wrong key is refused', async () => {
    const keys = () =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
    const { publicKey, privateKey } = keys()
    const { githubUrl } = await start({ app: { id: 77, installationId: 7700, publicKey } })
    const app = (key: string) =>
      createCodeHost({ kind: 'app', appId: 77, privateKey: key, apiUrl: githubUrl })
    expect(await app(privateKey).branches(shop)).toContain('main')
    const trouble = await troubleOf(app(keys().privateKey).branches(shop))
    expect(trouble.message).toContain('GITHUB_APP_PRIVATE_KEY')
  })
})
