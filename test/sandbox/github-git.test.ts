import fs from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { deflateSync } from 'node:zlib'
import { Octokit } from '@octokit/rest'
import git from 'isomorphic-git'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noFaults } from '../../src/sandbox/faults.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { createGithubStandIn } from '../../src/sandbox/github/stand-in.ts'
import type { GithubState } from '../../src/sandbox/github/state.ts'
import { fastFolder } from '../fast-folder.ts'
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

const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')

/** The repository as git keeps one on disk, for a git that somebody else wrote. */
async function onDisk({ objects, branches }: GithubState) {
  const gitdir = await fastFolder('repository')
  onTestFinished(() => fs.rmSync(gitdir, { recursive: true, force: true }))
  const write = (path: string, content: string | Uint8Array) => {
    fs.mkdirSync(dirname(join(gitdir, path)), { recursive: true })
    fs.writeFileSync(join(gitdir, path), content)
  }
  for (const [sha, { type, base64 }] of Object.entries(objects)) {
    const content = Buffer.from(base64, 'base64')
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
    write(`objects/${sha.slice(0, 2)}/${sha.slice(2)}`, deflateSync(whole))
  }
  for (const [name, sha] of Object.entries(branches)) write(`refs/heads/${name}`, `${sha}\n`)
  write('HEAD', 'ref: refs/heads/main\n')
  return { fs, gitdir }
}

describe('the repository is real git', () => {
  test('another git reads the same history, by the same shas', async () => {
    const { github } = await start()
    const repository = await onDisk(github.state)
    for (const [branch, sha] of Object.entries(github.state.branches)) {
      const log = await git.log({ ...repository, ref: branch })
      expect(log[0]?.oid).toBe(sha)
      expect(log.map(({ oid }) => oid)).toEqual(log.map((_, back) => github.commit(`${branch}~${back}`)?.sha))
    }
    const [newest] = await git.log({ ...repository, ref: 'main', depth: 1 })
    expect(newest?.commit).toMatchObject({
      message: 'Round basket totals once, at the end\n',
      author: { name: 'Maya Lindqvist', email: 'maya@harbour.example', timezoneOffset: 0 },
    })
  })

  test('another git reads the same files, and would write the same trees', async () => {
    const { github } = await start()
    const repository = await onDisk(github.state)
    const oid = github.commit('feature/gift-cards')?.sha ?? ''
    const paths: string[] = []
    await git.walk({
      ...repository,
      trees: [git.TREE({ ref: 'feature/gift-cards' })],
      map: async (path, [entry]) => {
        if ((await entry?.type()) === 'blob') paths.push(path)
        if ((await entry?.type()) !== 'tree') return
        const { tree } = await git.readTree({ ...repository, oid: (await entry?.oid()) ?? '' })
        expect(await git.writeTree({ ...repository, tree })).toBe(await entry?.oid())
      },
    })
    expect(paths.sort()).toEqual(github.filesAt('feature/gift-cards').sort())
    const { blob } = await git.readBlob({ ...repository, oid, filepath: 'worker/gift-cards.ts' })
    expect(Buffer.from(blob)).toEqual(github.fileAt('feature/gift-cards', 'worker/gift-cards.ts'))
  })

  test('what is pushed is git too', async () => {
    const { github } = await start()
    const files = {
      'docs/räume.md': 'Größe\n',
      'docs/räume/a.md': 'x\n',
      'docs/räume-b': 'y\n',
      'README.md': null,
    }
    const sha = github.push('main', { message: 'Try odd names\n\nAnd a body.', author: people.priya, files })
    const repository = await onDisk(github.state)
    const { commit } = await git.readCommit({ ...repository, oid: sha })
    expect(commit.message).toBe('Try odd names\n\nAnd a body.\n')
    const folder = await git.readTree({ ...repository, oid: sha, filepath: 'docs' })
    expect(await git.writeTree({ ...repository, tree: folder.tree })).toBe(folder.oid)
    expect(github.filesAt('main')).not.toContain('README.md')
  })
})

describe('files at a commit', () => {
  test('come whole, as bytes or base64, and are what the commit had', async () => {
    const { octokit } = await start()
    const read = async (ref: string) => {
      const { data } = await octokit.repos.getContent({ ...shop, path: 'src/lib/basket.ts', ref })
      return 'content' in data ? text(data.content) : ''
    }
    expect(await read('main')).toContain('rounded once')
    expect(await read('main')).not.toBe(await read('staging'))
    const raw = await octokit.repos.getContent({
      ...shop,
      path: 'src/lib/basket.ts',
      ref: 'main',
      mediaType: { format: 'raw' },
    })
    expect(raw.data).toBe(await read('main'))
  })

  test('a folder is a list of what lies directly in it', async () => {
    const { octokit } = await start()
    const { data } = await octokit.repos.getContent({ ...shop, path: 'supabase/functions' })
    expect(Array.isArray(data) && data.map(({ type, path }) => `${type} ${path}`)).toEqual([
      'dir supabase/functions/_shared',
      'dir supabase/functions/checkout',
      'file supabase/functions/deno.json',
      'dir supabase/functions/search',
      'dir supabase/functions/send-receipt',
    ])
  })

  test.each([
    ['src/nothing.ts', 'main', '404 Not Found'],
    ['worker/orders.ts', '0000000000000000000000000000000000000000', '404 No commit found for the ref'],
  ])('%s at %s is not found', async (path, ref, answer) => {
    const { octokit } = await start()
    expect(await statusOf(octokit.repos.getContent({ ...shop, path, ref }))).toContain(answer)
  })

  test('above 1 MB the content has to be asked for as a blob', async () => {
    const { octokit, github } = await start()
    github.push('main', {
      message: 'Add a film',
      author: people.maya,
      files: { 'film.txt': 'x'.repeat(1_200_000) },
    })
    const { data } = await octokit.repos.getContent({ ...shop, path: 'film.txt' })
    expect(data).toMatchObject({ size: 1_200_000, encoding: 'none', content: '' })
    const sha = 'sha' in data ? data.sha : ''
    expect((await octokit.git.getBlob({ ...shop, file_sha: sha })).data.size).toBe(1_200_000)
  })

  test('a comparison shows what changed line by line', async () => {
    const { octokit, github } = await start()
    const basehead = `${github.commit('main~1')?.sha}...main`
    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead })
    const basket = data.files?.find((file) => file.filename === 'src/lib/basket.ts')
    expect(basket).toMatchObject({ status: 'modified', additions: 3, deletions: 1 })
    expect(basket?.patch?.split('\n')).toEqual([
      '@@ -10,6 +10,8 @@',
      '   storage.setItem(key, JSON.stringify(lines))',
      ' }',
      ' ',
      '+/** Taxes included; rounded once, as the tax office does it. */',
      ' export function totalCents(lines: Line[]): number {',
      '-  return lines.reduce((sum, line) => sum + Math.round(line.priceCents * line.quantity * 1.25), 0)',
      '+  const net = lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0)',
      '+  return Math.round(net * 1.25)',
      ' }',
    ])
  })

  test('a file that only moved is renamed', async () => {
    const { octokit, github } = await start()
    const file = Buffer.from(github.fileAt('main', 'src/lib/sizes.ts') ?? '').toString()
    const files = { 'src/lib/sizes.ts': null, 'src/lib/stock.ts': file }
    const sha = github.push('main', { message: 'Call it stock', author: people.maya, files })
    const { data } = await octokit.repos.getCommit({ ...shop, ref: sha })
    expect(data.files).toMatchObject([
      { filename: 'src/lib/stock.ts', status: 'renamed', previous_filename: 'src/lib/sizes.ts', changes: 0 },
    ])
  })
})

describe('the shop’s functions', () => {
  const imports = (source: string) => [...source.matchAll(/from '([^']+)'/g)].map(([, from = '']) => from)

  /** Paths that a function imports and that the commit does not have. */
  function missing(github: Awaited<ReturnType<typeof start>>['github'], ref: string): string[] {
    const has = new Set(github.filesAt(ref))
    const sources = [...has].filter((path) => /^supabase\/functions\/.*\.ts$/.test(path))
    return sources.flatMap((path) =>
      imports(Buffer.from(github.fileAt(ref, path) ?? '').toString())
        .map((from) => from.replace('@shop/', '../_shared/'))
        .map((from) => posix.join(posix.dirname(path), from))
        .filter((wanted) => !has.has(wanted)),
    )
  }

  test.each(['main', 'main~3', 'v1.0.0', 'experiment/checkout-12-percent', 'experiment/slow-search'])(
    'at %s import only what is there',
    async (ref) => {
      const { github } = await start()
      expect(
        github.filesAt(ref, 'supabase/functions/').filter((path) => path.endsWith('/index.ts')),
      ).toHaveLength(3)
      expect(missing(github, ref)).toEqual([])
    },
  )

  test('on the broken branch import a file that is not there', async () => {
    const { github } = await start()
    expect(missing(github, 'experiment/broken-bundle')).toEqual(['supabase/functions/_shared/discounts.ts'])
  })
})

test('opening the repository takes less than 60 ms', () => {
  const options = { now: () => new Date(), faults: () => noFaults, token: githubToken }
  const opened = Array.from({ length: 5 }, () => {
    const before = performance.now()
    createGithubStandIn(options)
    return performance.now() - before
  })
  expect(Math.min(...opened)).toBeLessThan(60)
})
