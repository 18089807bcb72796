import { type Files, fileMode, filesAt, writeFiles } from './files.ts'
import { commitAt } from './graph.ts'
import { type Objects, readCommit, writeBlob, writeCommit } from './objects.ts'
import { people } from './people.ts'
import { shopFiles } from './shop.ts'
import type { Check, CheckState, Commit, GithubState } from './state.ts'

export { people } from './people.ts'

/** `files` names the part of the shop that the commit brings, in the folder shop/. */
type Planned = [author: keyof typeof people, hoursAgo: number, message: string, files: string]

/** Oldest first. The live release stands at main~3 and staging at main~1, so there is always something to deploy. */
const onMain: Planned[] = [
  ['priya', 620, 'Start the shop from the company template', '01-template'],
  ['maya', 588, 'List products by harbour', '02-products'],
  ['tomas', 541, 'Answer /api/health for the load balancer', '03-health'],
  ['maya', 470, 'Keep the basket across visits', '04-basket'],
  ['tomas', 402, 'Send order e-mails from a worker', '05-worker'],
  ['priya', 333, 'Take payments through the new provider', '06-payments'],
  ['maya', 290, 'Show delivery dates in the buyer’s own time zone', '07-delivery'],
  ['tomas', 214, 'Retry order e-mails that bounce', '08-retries'],
  ['maya', 166, 'Load product photos lazily', '09-photos'],
  ['priya', 121, 'Log the payment provider’s own reference', '10-reference'],
  ['maya', 74, 'Move the search box into the header', '11-search-box'],
  ['tomas', 49, 'Cache the catalogue for five minutes', '12-cache'],
  ['maya', 26, 'Say which sizes are sold out', '13-sizes'],
  ['maya', 5, 'Round basket totals once, at the end', '14-rounding'],
]

type Branch = { name: string; commits: Planned[]; commitsBehindMain: number }

const branches: Branch[] = [
  {
    name: 'feature/gift-cards',
    commitsBehindMain: 2,
    commits: [
      ['maya', 30, 'Sell gift cards', 'gift-cards-1'],
      ['maya', 8, 'Send gift cards by e-mail', 'gift-cards-2'],
    ],
  },
  {
    name: 'fix/cart-rounding',
    commitsBehindMain: 0,
    commits: [['tomas', 2, 'Round taxes per line', 'cart-rounding']],
  },
  {
    name: 'experiment/checkout-12-percent',
    commitsBehindMain: 0,
    commits: [['maya', 4, 'Spread payments over the provider’s new slots', 'checkout-12-percent']],
  },
  {
    name: 'experiment/slow-search',
    commitsBehindMain: 0,
    commits: [['tomas', 3, 'Rank search results by what sells', 'slow-search']],
  },
  {
    name: 'experiment/broken-bundle',
    commitsBehindMain: 0,
    commits: [['maya', 1, 'Take discount codes at the checkout', 'broken-bundle']],
  },
]

const hourMs = 3_600_000

/** The repository as it is when the world begins: three authors, fourteen commits on main and six more branches. */
export function firstState(now: Date): GithubState {
  const objects: Objects = {}
  const main = line(objects, onMain, undefined, now)
  const others = branches.map(({ name, commits, commitsBehindMain }): [string, string[]] => [
    name,
    line(objects, commits, main.at(-1 - commitsBehindMain), now),
  ])
  const state: GithubState = {
    objects,
    branches: {
      main: tip(main),
      staging: tip(main.slice(0, -1)),
      ...Object.fromEntries(others.map(([name, shas]) => [name, tip(shas)])),
    },
    tags: { 'v1.0.0': tip(main.slice(0, 6)), 'v1.1.0': tip(main.slice(0, 11)) },
    checks: [],
    statuses: [],
    deployments: [],
    runs: [],
    issues: [],
    comments: [],
    nextId: 70_001,
  }
  for (const sha of [...main, ...others.flatMap(([, shas]) => shas)]) runChecks(state, sha)
  for (const sha of main.slice(-4)) addPreviewStatus(state, sha)
  return state
}

function line(objects: Objects, planned: Planned[], from: string | undefined, now: Date): string[] {
  const shas: string[] = []
  for (const [author, hoursAgo, message, part] of planned) {
    const parent = shas.at(-1) ?? from
    const { name, email } = people[author]
    const at = new Date(now.getTime() - hoursAgo * hourMs)
    const before = parent && readCommit(objects, parent)?.tree
    const tree = writeFiles(
      objects,
      withFiles(objects, before ? filesAt(objects, before) : new Map(), shopFiles(part)),
    )
    const parents = parent ? [parent] : []
    shas.push(writeCommit(objects, { tree, parents, author: { name, email, at }, message }))
  }
  return shas
}

/** The files with these contents put in; null takes a file away. */
export function withFiles(
  objects: Objects,
  before: Files,
  contents: Iterable<[string, string | null]>,
): Map<string, { mode: string; sha: string }> {
  const files = new Map(before)
  for (const [path, content] of contents) {
    if (content === null) files.delete(path)
    else files.set(path, { mode: before.get(path)?.mode ?? fileMode, sha: writeBlob(objects, content) })
  }
  return files
}

/** What CI does with a commit that it has not seen yet. */
export function runChecks(state: GithubState, sha: string): void {
  const commit = commitAt(state, sha)
  if (commit && !state.checks.some((check) => check.sha === sha))
    state.checks.push(...checksOf(commit, state))
}

function checksOf(commit: Commit, state: GithubState): Check[] {
  const outcome: Record<string, CheckState> = {
    'Sell gift cards': 'success',
    'Send gift cards by e-mail': 'failure',
    'Round taxes per line': 'in_progress',
  }
  return ['lint', 'test', 'build'].map((name) => ({
    id: state.nextId++,
    sha: commit.sha,
    name,
    state: name === 'test' ? (outcome[commit.message] ?? 'success') : 'success',
    startedAt: commit.date,
  }))
}

function addPreviewStatus(state: GithubState, sha: string): void {
  state.statuses.push({
    id: state.nextId++,
    sha,
    context: 'preview/shop-web',
    state: 'success',
    description: 'The preview is ready',
    createdAt: commitAt(state, sha)?.date ?? '',
  })
}

function tip(shas: string[]): string {
  const last = shas.at(-1)
  if (!last) throw new Error('A branch of the sandbox needs at least one commit.')
  return last
}
