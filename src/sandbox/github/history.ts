import { createHash } from 'node:crypto'
import type { ChangedFile, Check, CheckState, Commit, GithubState, Person } from './state.ts'

export const people = {
  maya: { login: 'maya-l', name: 'Maya Lindqvist', email: 'maya@harbour.example', id: 4101 },
  tomas: { login: 'tomas-o', name: 'Tomas Okafor', email: 'tomas@harbour.example', id: 4102 },
  priya: { login: 'priya-r', name: 'Priya Raman', email: 'priya@harbour.example', id: 4103 },
} satisfies Record<string, Person>

type Planned = [author: keyof typeof people, hoursAgo: number, message: string, files: string[]]

/** Oldest first. The live release stands at main~3 and staging at main~1, so there is always something to deploy. */
const onMain: Planned[] = [
  ['priya', 620, 'Start the shop from the company template', ['package.json', 'src/app.tsx', 'README.md']],
  ['maya', 588, 'List products by harbour', ['src/pages/products.tsx', 'src/lib/catalogue.ts']],
  ['tomas', 541, 'Answer /api/health for the load balancer', ['src/api/health.ts']],
  ['maya', 470, 'Keep the basket across visits', ['src/lib/basket.ts', 'src/pages/basket.tsx']],
  [
    'tomas',
    402,
    'Send order e-mails from a worker',
    ['worker/orders.ts', '.github/workflows/deploy-worker.yml'],
  ],
  ['priya', 333, 'Take payments through the new provider', ['src/api/checkout.ts', 'src/lib/payments.ts']],
  ['maya', 290, 'Show delivery dates in the buyer’s own time zone', ['src/lib/delivery.ts']],
  ['tomas', 214, 'Retry order e-mails that bounce', ['worker/orders.ts', 'worker/retries.ts']],
  ['maya', 166, 'Load product photos lazily', ['src/components/photo.tsx']],
  ['priya', 121, 'Log the payment provider’s own reference', ['src/lib/payments.ts']],
  ['maya', 74, 'Move the search box into the header', ['src/components/header.tsx', 'src/styles/header.css']],
  ['tomas', 49, 'Cache the catalogue for five minutes', ['src/lib/catalogue.ts']],
  ['maya', 26, 'Say which sizes are sold out', ['src/pages/product.tsx', 'src/lib/catalogue.ts']],
  ['maya', 5, 'Round basket totals once, at the end', ['src/lib/basket.ts', 'test/basket.test.ts']],
]

const giftCards: Planned[] = [
  ['maya', 30, 'Sell gift cards', ['src/pages/gift-cards.tsx', 'src/lib/payments.ts']],
  ['maya', 8, 'Send gift cards by e-mail', ['worker/gift-cards.ts', 'src/pages/gift-cards.tsx']],
]
const cartRounding: Planned[] = [['tomas', 2, 'Round taxes per line', ['src/lib/basket.ts']]]

const hourMs = 3_600_000

export function shaOf(parts: string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex')
}

/** The repository as it is when the world begins: three authors, fourteen commits on main and three more branches. */
export function firstState(now: Date): GithubState {
  const main = line(onMain, undefined, now)
  const gift = line(giftCards, main.at(-3), now)
  const rounding = line(cartRounding, main.at(-1), now)
  const state: GithubState = {
    commits: Object.fromEntries([...main, ...gift, ...rounding].map((commit) => [commit.sha, commit])),
    branches: {
      main: tip(main),
      staging: tip(main.slice(0, -1)),
      'feature/gift-cards': tip(gift),
      'fix/cart-rounding': tip(rounding),
    },
    tags: { 'v1.0.0': tip(main.slice(0, 6)), 'v1.1.0': tip(main.slice(0, 11)) },
    checks: [],
    statuses: [],
    deployments: [],
    runs: [],
    nextId: 70_001,
  }
  for (const commit of Object.values(state.commits)) state.checks.push(...checksOf(commit, state))
  for (const commit of main.slice(-4)) addPreviewStatus(state, commit)
  return state
}

function line(planned: Planned[], from: Commit | undefined, now: Date): Commit[] {
  const commits: Commit[] = []
  for (const [author, hoursAgo, message, files] of planned) {
    const parent = commits.at(-1) ?? from
    commits.push({
      sha: shaOf(['harbour/shop', parent?.sha ?? '', message]),
      message,
      author: people[author],
      date: new Date(now.getTime() - hoursAgo * hourMs).toISOString(),
      parents: parent ? [parent.sha] : [],
      files: files.map((filename) => changed(filename, message)),
    })
  }
  return commits
}

/** A file's change, with line counts that stay the same for the same message. */
export function changed(filename: string, message: string): ChangedFile {
  const lines = filename.length + message.length
  return { filename, status: 'modified', additions: (lines % 37) + 1, deletions: lines % 11 }
}

export function checksOf(commit: Commit, state: GithubState): Check[] {
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

function addPreviewStatus(state: GithubState, commit: Commit): void {
  state.statuses.push({
    id: state.nextId++,
    sha: commit.sha,
    context: 'preview/shop-web',
    state: 'success',
    description: 'The preview is ready',
    createdAt: commit.date,
  })
}

function tip(commits: Commit[]): string {
  const last = commits.at(-1)
  if (!last) throw new Error('A branch of the sandbox needs at least one commit.')
  return last.sha
}
