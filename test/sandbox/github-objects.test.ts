import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { githubToken, startProviders } from './providers.ts'

const shop = { owner: 'harbour', repo: 'shop' }
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

async function start() {
  const world = await startProviders()
  const octokit = new Octokit({ auth: githubToken, baseUrl: world.githubUrl, log: quiet })
  return { ...world, octokit }
}

const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => `${error.status} ${error.response.data.message}`,
  )

describe('writing git’s objects', () => {
  test('blob, tree, commit and ref become a branch', async () => {
    const { octokit, github } = await start()
    const main = github.state.branches.main ?? ''
    const blob = await octokit.git.createBlob({ ...shop, content: 'Ym9v', encoding: 'base64' })
    const tree = await octokit.git.createTree({
      ...shop,
      base_tree: github.commit('main')?.tree ?? '',
      tree: [
        { path: 'src/boo.txt', mode: '100644', type: 'blob', sha: blob.data.sha },
        { path: 'src/styles', mode: '040000', type: 'tree', sha: null },
      ],
    })
    const made = await octokit.git.createCommit({
      ...shop,
      message: 'Boo',
      tree: tree.data.sha,
      parents: [main],
    })
    await octokit.git.createRef({ ...shop, ref: 'refs/heads/boo', sha: made.data.sha })
    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead: 'main...boo' })
    expect(data.files?.map((file) => [file.filename, file.status])).toEqual([
      ['src/boo.txt', 'added'],
      ['src/styles/header.css', 'removed'],
    ])
    expect(github.records.map((record) => record.act)).toEqual([
      'git-blob',
      'git-tree',
      'git-commit',
      'github-ref',
    ])
    expect((await octokit.checks.listForRef({ ...shop, ref: 'boo' })).data.total_count).toBe(3)
  })

  test('a tree is listed with its folders, or all the way down', async () => {
    const { octokit, github } = await start()
    const list = async (recursive?: string) =>
      (await octokit.git.getTree({ ...shop, tree_sha: 'main', ...(recursive ? { recursive } : {}) })).data
        .tree
    expect((await list()).map((entry) => entry.path)).toContain('src')
    const files = (await list('1')).filter((entry) => entry.type === 'blob').map((entry) => entry.path)
    expect(files.sort()).toEqual(github.filesAt('main').sort())
  })

  test('a ref that is there, points at nothing, or has no proper name is refused', async () => {
    const { octokit, github } = await start()
    const sha = github.state.branches.main ?? ''
    const create = (ref: string, at = sha) => statusOf(octokit.git.createRef({ ...shop, ref, sha: at }))
    expect(await create('refs/heads/main')).toContain('422 Reference already exists')
    expect(await create('refs/heads/new', '0'.repeat(40))).toContain('422 Object does not exist')
    expect(await create('refs/heads/a..b')).toContain('422 Reference name is invalid')
    expect(github.records).toEqual([])
  })

  test('a branch goes only forward, unless it is forced, and can be deleted', async () => {
    const { octokit, github } = await start()
    const back = github.commit('main~1')?.sha ?? ''
    const move = (force: boolean) =>
      statusOf(octokit.git.updateRef({ ...shop, ref: 'heads/main', sha: back, force }))
    expect(await move(false)).toContain('422 Update is not a fast forward')
    expect(await move(true)).toBe('answered')
    expect(github.state.branches.main).toBe(back)
    await octokit.git.deleteRef({ ...shop, ref: 'heads/fix/cart-rounding' })
    expect(github.commit('fix/cart-rounding')).toBeUndefined()
    expect(await statusOf(octokit.git.deleteRef({ ...shop, ref: 'heads/fix/cart-rounding' }))).toContain(
      '422',
    )
  })
})

test('a state that an older sandbox saved is refused with a sentence', async () => {
  const githubFile = join(await mkdtemp(join(tmpdir(), 'github-')), 'github.json')
  await writeFile(githubFile, JSON.stringify({ github: { commits: {} }, records: [] }))
  await expect(startProviders({ githubFile })).rejects.toThrow(
    'is from an older sandbox. Remove it to start over.',
  )
})

describe('a workflow', () => {
  test('whose file was deleted is gone', async () => {
    const { octokit, github } = await start()
    const files = { '.github/workflows/deploy-worker.yml': null }
    github.push('main', { message: 'Deploy by hand', author: people.tomas, files })
    const dispatch = octokit.actions.createWorkflowDispatch({
      ...shop,
      workflow_id: 'deploy-worker.yml',
      ref: 'main',
    })
    expect(await statusOf(dispatch)).toContain('404 Not Found')
    expect((await octokit.actions.listRepoWorkflows(shop)).data.workflows.map(({ name }) => name)).toEqual([
      'CI',
    ])
  })

  test('that a branch lacks cannot be dispatched there', async () => {
    const { octokit, github } = await start()
    const files = { '.github/workflows/deploy-worker.yml': null }
    github.push('no-worker', { message: 'Go without', author: people.tomas, files })
    const wanted = { ...shop, workflow_id: 'deploy-worker.yml', ref: 'no-worker' }
    expect(await statusOf(octokit.actions.createWorkflowDispatch(wanted))).toContain(
      '422 Workflow does not have',
    )
  })
})
