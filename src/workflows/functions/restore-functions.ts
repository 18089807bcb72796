import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { tryingAgain } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { isAsItWas } from '../../domain/deployment/inventory.ts'
import type { FunctionThen, ReturnTarget } from '../../domain/deployment/plan.ts'
import type { LiveFunction } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import { functionsTargetOf } from '../deployment/target.ts'
import { wayBack } from './way-back.ts'

/** `left` is what runs there now, so that what was built again is known as ours. */
type Restored = { functions: number; left: LiveFunction[] }
type Seen = Exclude<Sighting<unknown>, { seen: 'absent' }>

/** What this act did to one function on an earlier look. `remote` is the provider's name for it. */
const sent = z.object({
  isDone: z.boolean(),
  remote: z.string().nullable(),
  rebuiltFrom: z.string().nullable(),
  failed: z.string().nullable(),
})
const nothingYet = { isDone: false, remote: null, rebuiltFrom: null, failed: null }
type Sent = z.infer<typeof sent>
const memory = z.record(z.string(), sent)
type Memory = z.infer<typeof memory>

type Work = { deps: Deps; deployment: Deployment; target: ReturnTarget; memory: Memory }
type Place = { key: string; project: string; live: DeployedFunction | undefined }

/**
 * Brings each function back as it was: its kept bytes, else the sources of the commit; one that did not exist is taken
 * away. What is right already, and what an earlier look sent, is not sent again. One that fails stops no other.
 */
export function restoreFunctionsAct(
  deps: Deps,
  deployment: Deployment,
  target: ReturnTarget,
): OutsideAct<object, Restored> {
  const restoreAll = async (key: string, remote: string | null) => {
    const { project } = functionsTargetOf(deps.config, deployment)
    const work = { deps, deployment, target, memory: readMemory(remote) }
    const listed = await deps.functionHost.list(project)
    const waiting: string[] = []
    for (const one of target.functions ?? []) {
      const live = listed.find(({ slug }) => slug === one.slug)
      const progress = await restoreOne(work, one, { key: `${key}/${one.slug}`, project, live })
      if (progress !== null) waiting.push(progress || `${one.slug} is not live yet`)
    }
    if (waiting.length > 0) return underWay(work.memory, waiting)
    return summary(target, work.memory, await leftThere(deps, project, target))
  }
  return {
    perform: (key) => restoreAll(key, null),
    observe: (key, _input, remote) => restoreAll(key, remote),
  }
}

/** Null where this function needs nothing more, else what is waited for. Writes what was done into the memory. */
async function restoreOne(work: Work, one: FunctionThen, place: Place): Promise<string | null> {
  const earlier = work.memory[one.slug]
  if (earlier?.isDone || earlier?.failed || isAsItWas(place.live, one)) return null
  const remember = (change: Partial<Sent>) => {
    work.memory[one.slug] = { ...(earlier ?? nothingYet), ...change }
  }
  try {
    const seen = one.is === 'absent' ? await takeAway(work, one.slug, place) : await bring(work, one, place)
    if (seen.seen === 'failed') remember({ failed: seen.reason })
    else
      remember({
        isDone: seen.seen === 'done',
        remote: seen.remote ?? null,
        rebuiltFrom: seen.rebuiltFrom,
      })
    return seen.seen === 'pending' ? (seen.progress ?? '') : null
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.isRetryable) return `${tryingAgain}${error.message}`
    remember({ failed: error.message })
    return null
  }
}

type Brought = Seen & { rebuiltFrom: string | null }

async function takeAway({ deps }: Work, slug: string, { key, project }: Place): Promise<Brought> {
  return { ...(await deps.functionHost.remove.perform(key, { project, slug })), rebuiltFrom: null }
}

/** Looks for what was sent before it sends: a rebuilt function need not have the hash that it once had. */
async function bring(
  { deps, deployment, target, memory }: Work,
  one: FunctionThen & { is: 'there' },
  { key, project }: Place,
): Promise<Brought> {
  const way = await wayBack(deps, deployment, { sha: target.sha, one, project })
  if ('reason' in way) return { seen: 'failed', reason: way.reason, rebuiltFrom: null }
  const { rebuiltFrom } = way
  const before = await way.observe(key, memory[one.slug]?.remote ?? null)
  return { ...(before.seen === 'absent' ? await way.perform(key) : before), rebuiltFrom }
}

const underWay = (memory: Memory, waiting: string[]) =>
  ({ seen: 'pending', remote: JSON.stringify(memory), progress: waiting.join(', ') }) as const

async function leftThere(
  deps: Deps,
  project: string,
  { functions = [] }: ReturnTarget,
): Promise<LiveFunction[]> {
  const wanted = new Set(functions.map(({ slug }) => slug))
  return (await deps.functionHost.list(project))
    .filter(({ slug }) => wanted.has(slug))
    .map(({ slug, hash, version, verifyJwt }) => ({ slug, hash, version, verifyJwt }))
}

function summary(
  { functions = [] }: ReturnTarget,
  memory: Memory,
  left: LiveFunction[],
): Exclude<Sighting<Restored>, { seen: 'absent' }> {
  const remote = JSON.stringify(memory)
  const failures = functions.flatMap(({ slug }) => {
    const because = memory[slug]?.failed
    return because ? [`${slug}: ${because}`] : []
  })
  const back = functions.filter(({ slug }) => !memory[slug]?.failed)
  const words = backInWords(back, memory)
  if (failures.length > 0)
    return { seen: 'failed', remote, reason: [...failures, `Of the others, ${words}.`].join(' ') }
  return { seen: 'done', remote, outcome: { functions: functions.length, left }, progress: words }
}

/** "2 as they were, search rebuilt from abc1234". */
function backInWords(back: FunctionThen[], memory: Memory): string {
  const rebuilt = back.flatMap(({ slug }) => {
    const from = memory[slug]?.rebuiltFrom
    return from ? [`${slug} rebuilt from ${from}`] : []
  })
  return [`${back.length - rebuilt.length} as they were`, ...rebuilt].join(', ')
}

function readMemory(remote: string | null): Memory {
  return remote === null ? {} : memory.parse(JSON.parse(remote))
}
