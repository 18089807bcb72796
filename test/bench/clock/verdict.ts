import { connect } from '../../../src/adapters/postgres/connect.ts'
import { verifyTimeline } from '../../../src/domain/timeline/timeline.ts'
import { loadTimeline } from '../../../src/store/timeline/timeline.ts'
import { keysPosted } from '../../crash/told.ts'
import { silentLog } from '../../silent-log.ts'
import type { Scene } from './scene.ts'
import type { Log } from './troubles.ts'

/** How much later than due a promise may be settled, where the database was there. */
export const mayBeLateMs = 20_000

type Promised = {
  incident_id: number
  due_at: Date
  made_at: Date
  state: string
  settled_at: Date | null
  update_id: number | null
}

export type Verdict = {
  states: Record<string, number>
  /** Milliseconds after due, outages left out, of what was held or came late. */
  lateMs: number[]
  /** From the update to its post in Slack. */
  postedMs: number[]
  wrong: string[]
}

/** Looks at everything that was promised until `end`. */
export async function judge(scene: Scene, log: Log, end: Date): Promise<Verdict> {
  const promises = await scene.rows<Promised>(
    'select incident_id, due_at, made_at, state, settled_at, update_id from update_promises order by id',
  )
  const lateMs = promises
    .filter(({ state }) => state === 'held' || state === 'late')
    .map((one) => lateness(one, log))
  const states = Object.groupBy(promises, ({ state }) => state)
  return {
    states: Object.fromEntries(Object.entries(states).map(([state, some]) => [state, some?.length ?? 0])),
    lateMs,
    postedMs: await postings(scene),
    wrong: [
      ...chains(promises, end),
      ...lateMs.filter((ms) => ms > mayBeLateMs).map((ms) => `a promise was settled ${ms} ms late`),
      ...(await doubles(scene, promises)),
      ...(await brokenTimelines(scene)),
    ],
  }
}

/** How long it took after it was due, without the time in which the database was away. */
function lateness({ due_at, settled_at }: Promised, { outages }: Log): number {
  const [due, settled] = [due_at.getTime(), settled_at?.getTime() ?? 0]
  const away = outages.map(({ from, until }) =>
    Math.max(0, Math.min(settled, until.getTime()) - Math.max(due, from.getTime())),
  )
  return settled - due - away.reduce((sum, ms) => sum + ms, 0)
}

/** Each promise follows from how the one before ended, and only the last is open, and not overdue. */
function chains(promises: Promised[], end: Date): string[] {
  const byIncident = Object.values(Object.groupBy(promises, ({ incident_id }) => incident_id))
  return byIncident.flatMap((chain = []) =>
    chain.flatMap((one, index) => {
      const next = chain[index + 1]
      const name = `incident ${one.incident_id}, promise ${index + 1}`
      if (one.state === 'open')
        return next || one.due_at <= end ? [`${name} is open and should have ended`] : []
      if (!next) return [`${name} ended, and none was made after it`]
      return next.made_at.getTime() === one.settled_at?.getTime()
        ? []
        : [`${name} does not lead to the next one`]
    }),
  )
}

async function doubles({ sandbox, rows }: Scene, promises: Promised[]): Promise<string[]> {
  const posted = keysPosted(sandbox)
  const twice = posted.filter((key, index) => posted[index - 1] === key)
  const ended = promises.filter(({ state }) => state !== 'open' && state !== 'released')
  const updates = await rows<{ id: number }>('select id from status_updates')
  const used = new Set(ended.map(({ update_id }) => update_id))
  const untold = await rows<{ key: string }>(
    'select key from messages where ts is null and merged_into is null',
  )
  return [
    ...twice.map((key) => `${key} was posted twice`),
    ...(used.size === ended.length ? [] : ['an update ended two promises']),
    ...(updates.length === ended.length ? [] : [`${updates.length} updates ended ${ended.length} promises`]),
    ...untold.map(({ key }) => `${key} was never posted`),
  ]
}

async function brokenTimelines({ rows, databaseUrl }: Scene): Promise<string[]> {
  const { db, close } = await connect(databaseUrl, silentLog)
  const broken: string[] = []
  for (const { id } of await rows<{ id: number }>('select id from incidents')) {
    const verified = verifyTimeline(await loadTimeline(db, id), id)
    if (!verified.isIntact) broken.push(`the timeline of incident ${id}: ${verified.because}`)
  }
  await close()
  return broken
}

async function postings({ sandbox, rows }: Scene): Promise<number[]> {
  const updates = await rows<{ id: number; at: Date }>('select id, at from status_updates')
  const written = new Map(updates.map(({ id, at }) => [String(id), at]))
  return sandbox.slack.records.flatMap(({ act, key = '', at }) => {
    const update = act === 'chat.postMessage' ? /\/update\/(\d+)\/channel$/.exec(key)?.[1] : undefined
    const since = update && written.get(update)
    return since ? [new Date(at).getTime() - since.getTime()] : []
  })
}
