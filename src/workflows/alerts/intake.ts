import type { Deps } from '../../ports.ts'
import {
  type Counted,
  countPosts,
  type HookCount,
  insertPosts,
  type NewPost,
} from '../../store/alert/posts.ts'

/** Takes in what monitoring posts. */
export type Intake = {
  /** True once it is stored, or was before; false where too much comes at once, which is counted. Rejects where the store does. */
  keep(post: NewPost): Promise<boolean>
  count(source: string, what: HookCount): void
}

/** A hundred of the largest posts, or many thousands of usual ones: more would not fit into a small machine. */
const most = { posts: 10_000, characters: 50_000_000 }
const atOnce = { posts: 500, characters: 10_000_000 }

type Waiting = { post: NewPost; stored: () => void; failed: (error: unknown) => void }

/** One for each process. */
export const createIntake = (deps: Parts): Intake => new Lots(deps)

type Parts = Pick<Deps, 'db' | 'now' | 'jobs' | 'log'>

/**
 * Stores what comes while the last lot is being stored in one go, so that a thousand posts in a second are a few
 * transactions. Every caller waits for its own.
 */
class Lots implements Intake {
  private readonly deps: Parts
  private readonly waiting: Waiting[] = []
  private readonly counts = new Map<string, Counted>()
  private characters = 0
  private isBusy = false

  constructor(deps: Parts) {
    this.deps = deps
  }

  count(source: string, what: HookCount): void {
    const key = `${source}/${what}`
    this.counts.set(key, { source, what, count: (this.counts.get(key)?.count ?? 0) + 1 })
    void this.storeAll()
  }

  async keep(post: NewPost): Promise<boolean> {
    if (this.waiting.length >= most.posts || this.characters + post.body.length > most.characters) {
      this.count(post.source, 'overflow')
      return false
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.waiting.push({ post, stored: resolve, failed: reject })
    this.characters += post.body.length
    void this.storeAll()
    await promise
    return true
  }

  private async storeAll(): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    while (this.waiting.length > 0 || this.counts.size > 0) await this.storeLot()
    this.isBusy = false
  }

  private async storeLot(): Promise<void> {
    const lot = nextLot(this.waiting)
    const counted = [...this.counts.values()]
    this.counts.clear()
    const posts = lot.map(({ post }) => post)
    this.characters -= posts.reduce((sum, { body }) => sum + body.length, 0)
    try {
      await store(this.deps, posts, counted)
      for (const { stored } of lot) stored()
    } catch (error) {
      for (const { failed } of lot) failed(error)
      this.deps.log.warn(
        { err: error, posts: lot.length },
        'Posts could not be stored, which their source was told',
      )
    }
  }
}

/** As many as go together; at least one. */
function nextLot(waiting: Waiting[]): Waiting[] {
  let characters = 0
  const end = waiting.findIndex(({ post }, index) => {
    characters += post.body.length
    return index > 0 && (index >= atOnce.posts || characters > atOnce.characters)
  })
  return waiting.splice(0, end < 0 ? waiting.length : end)
}

/** One statement for all of them, and one wake-up call for each source. */
async function store(
  { db, now, jobs }: Parts,
  posts: readonly NewPost[],
  counted: readonly Counted[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const at = now()
    const kept = await insertPosts(trx, posts, at)
    const came = [...Map.groupBy(posts, ({ source }) => source)].flatMap(
      ([source, { length }]): Counted[] => {
        const isNew = kept.get(source) ?? 0
        return [
          { source, what: 'kept', count: isNew },
          { source, what: 'repeated', count: length - isNew },
        ]
      },
    )
    await countPosts(
      trx,
      [...counted, ...came].filter(({ count }) => count > 0),
      at,
    )
    for (const source of kept.keys()) await jobs.wake(trx, 'read-posts', source)
  })
}
