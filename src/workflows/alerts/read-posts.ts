import { addSeconds } from 'date-fns/addSeconds'
import { saidOfSource } from '../../domain/alert/group.ts'
import type { AlertHook } from '../../domain/alert/hook.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { redact } from '../../redact.ts'
import { countPosts, markRead, markUnreadable, waitingPosts } from '../../store/alert/posts.ts'
import type { Row } from '../../store/tables.ts'
import { receiveAlert } from './receive.ts'
import type { Told } from './told.ts'

/** What a post tells; null where its shape is not known. */
export type ReadPost = (
  hook: AlertHook,
  post: { body: unknown; event: string | null },
  config: TeamConfig,
) => ReportedAlert[] | null

const atOnce = 200

/** Works off what one source posted, in its order. Safe to call at any time, on any replica. */
export async function readPosts(deps: Deps, source: string, read: ReadPost): Promise<void> {
  const isOurs = await deps.exclusive(`read-posts:${source}`, async () => {
    for (;;) {
      const posts = await waitingPosts(deps.db, source, atOnce)
      if (posts.length === 0) return
      await readLot(deps, source, posts, read)
    }
  })
  if (isOurs) return
  const at = addSeconds(deps.now(), 1)
  await deps.db.transaction().execute((trx) => deps.jobs.wake(trx, 'read-posts', source, at))
}

type Post = Row<'hook_posts'>

async function readLot(deps: Deps, source: string, posts: readonly Post[], read: ReadPost): Promise<void> {
  const results = posts.map((post) => ({ post, ...readOne(deps, post, read) }))
  const told = takenTogether(results.flatMap(({ alerts }) => alerts ?? []))
  for (const alert of told)
    await deps.db.transaction().execute((trx) => receiveAlert(deps, trx, source, alert))
  const unreadable = results.filter(({ alerts }) => alerts === null)
  await deps.db.transaction().execute(async (trx) => {
    await markRead(
      trx,
      results.filter(({ alerts }) => alerts !== null).map(({ post }) => post.id),
    )
    for (const { post, why } of unreadable) await markUnreadable(trx, post.id, { body: shownOf(post), why })
    const last = unreadable.at(-1)
    if (!last) return
    await receiveAlert(deps, trx, source, { ...unreadableAlert(source, last), times: unreadable.length })
    await countPosts(trx, [{ source, what: 'unreadable', count: unreadable.length }], deps.now())
  })
}

type Result = { alerts: ReportedAlert[] | null; why: string }

function readOne({ config, log }: Deps, { source, body, event }: Post, read: ReadPost): Result {
  const hook = config.alerts.hooks[source]
  if (!hook) return { alerts: null, why: 'there is no such hook in pilothouse.yml any more' }
  try {
    const alerts = read(hook, { body: JSON.parse(body ?? 'null'), event }, config)
    return { alerts, why: `its shape is not that of kind ${hook.kind}` }
  } catch (error) {
    log.error({ err: error, source }, 'A post could not be read')
    return { alerts: null, why: 'Pilothouse itself failed as it read it; its log has the cause' }
  }
}

/** Whatever says the same of the same alert as what came before it of that alert is counted there. */
function takenTogether(alerts: readonly ReportedAlert[]): Told[] {
  const told: (Told & { times: number })[] = []
  const last = new Map<string, Told & { times: number }>()
  for (const alert of alerts) {
    const before = last.get(alert.fingerprint)
    if (before?.isFiring === alert.isFiring && before.level === alert.level && before.title === alert.title)
      before.times += 1
    else {
      const next = { ...alert, times: 1 }
      last.set(alert.fingerprint, next)
      told.push(next)
    }
  }
  return told
}

const longest = 20_000

/** What may be seen of it: nothing that looks like a secret. */
const shownOf = ({ body }: Post): string =>
  redact(body ?? '')
    .slice(0, longest)
    .toWellFormed()

const unreadableAlert = (source: string, { post, why }: { post: Post; why: string }): ReportedAlert => ({
  ...{ isFiring: true, fingerprint: saidOfSource.unreadable, name: source, level: 'warning' },
  title: `A post from ${source} that Pilothouse can’t read`,
  summary: `${why}; it begins ${shownOf(post).slice(0, 400).toWellFormed()}`,
  ...{ service: null, environment: null, severity: null, labels: {}, facts: [], link: null },
  ...{ runbook: null, firedAt: null, resolvedAt: null, impactAt: null },
})
