import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { isSame } from '../../domain/deployment/inventory.ts'
import type { FunctionThen, ReturnTarget } from '../../domain/deployment/plan.ts'
import { type Facts, shortSha } from '../../domain/deployment/release.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import type { DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import { findBody, findBodyOfVersion, type KeptBody } from '../../store/deployment/function-bodies.ts'
import { storedSnapshot } from '../../store/documents.ts'
import { functionsTargetOf } from '../deployment/target.ts'
import { readFunction } from './bundle.ts'

type Seen = Exclude<Sighting<unknown>, { seen: 'absent' }>
type WayBack = {
  perform(key: string): Promise<Seen>
  observe(key: string, remote: string | null): Promise<Sighting<unknown>>
  /** The short commit where it has to be bundled again, which need not give the same bytes. */
  rebuiltFrom: string | null
}
type Wanted = { sha: string | undefined; project: string; one: FunctionThen & { is: 'there' } }

/** How one function comes back: its kept bytes, else the sources of its commit, else a sentence on why not. */
export async function wayBack(
  deps: Deps,
  deployment: Deployment,
  wanted: Wanted,
): Promise<WayBack | { reason: string }> {
  const { project, one } = wanted
  const kept = await findKept(deps, deployment, wanted)
  if (!kept) return await fromSources(deps, deployment, wanted)
  const { bytes, contentType } = kept
  // The same bytes may have run with callers' tokens checked and without.
  const was = { ...(kept.was as DeployedFunction), verifyJwt: one.verifyJwt }
  return way(deps.functionHost.restore, { project, was, body: { bytes, contentType } }, null)
}

async function findKept(
  deps: Deps,
  deployment: Deployment,
  { project, one }: Wanted,
): Promise<KeptBody | null> {
  const { slug, version } = one
  if (one.hash !== null) return await keptBefore(deps, project, one)
  const act = actNamed(deployment, 'snapshot')
  const bodies = act?.state === 'done' ? storedSnapshot.parse(act.outcome).bodies : []
  const own = bodies.find((body) => body.slug === slug && body.version === version)
  return own
    ? await findBody(deps.db, { project, slug, hash: own.hash })
    : await keptBefore(deps, project, one)
}

type Returning = { service: string; environment: string; returnsTo: ReturnTarget | null }

/** The functions of a rollback that are not live and whose bytes are kept no longer; undefined where there are none. */
export async function bytesLost(
  deps: Deps,
  { returnsTo, ...place }: Returning,
  { live }: Pick<Facts, 'live'>,
): Promise<string[] | undefined> {
  if (!returnsTo?.functions) return undefined
  const { project } = functionsTargetOf(deps.config, place)
  const lost: string[] = []
  for (const one of returnsTo.functions) {
    if (one.is === 'absent') continue
    const found = live?.functions?.find(({ slug }) => slug === one.slug)
    const isHere = found && (isSame(one, found) || (one.hash === null && found.version === one.version))
    if (!isHere && !(await keptBefore(deps, project, one))) lost.push(one.slug)
  }
  return lost.length > 0 ? lost : undefined
}

async function keptBefore({ db }: Deps, project: string, one: Wanted['one']): Promise<KeptBody | null> {
  const { slug, version, hash } = one
  return hash === null
    ? await findBodyOfVersion(db, { project, slug, version })
    : await findBody(db, { project, slug, hash })
}

async function fromSources(
  deps: Deps,
  deployment: Deployment,
  { sha, project, one: { slug, verifyJwt } }: Wanted,
): Promise<WayBack | { reason: string }> {
  const { service } = functionsTargetOf(deps.config, deployment)
  const policy = service.functions.find((configured) => configured.slug === slug)
  if (!sha || !policy) return { reason: 'Its bytes were never kept, and its commit is not known.' }
  const sources = await readFunction(deps, { repository: service.repository, sha, project }, policy)
  if ('reason' in sources)
    return { reason: `It can't be built again from ${shortSha(sha)}: ${sources.reason}` }
  return way(deps.functionHost.deployOne, { ...sources, verifyJwt }, shortSha(sha))
}

const way = <Input>(act: OutsideAct<Input, unknown>, input: Input, rebuiltFrom: string | null): WayBack => ({
  perform: (key) => act.perform(key, input),
  observe: (key, remote) => act.observe(key, input, remote),
  rebuiltFrom,
})
