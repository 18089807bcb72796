import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Build, Project, Rollout } from './state.ts'
import { findBuild, type VercelWorld } from './world.ts'

/** Chooses the build that a request is served by. */
export type Traffic = (c: Context, host: string) => Build | undefined

/**
 * A domain shows the build it points at. During a rolling release each visitor of production is put into one of a
 * hundred buckets, kept in a cookie; the buckets below the stage's percentage get the new build. New visitors are
 * spread evenly, so that every hundred of them are split exactly. See https://vercel.com/docs/rolling-releases.
 */
export function createTraffic(world: VercelWorld): Traffic {
  let visitors = 0
  const nextBucket = () => {
    visitors += 1
    return (visitors * 37) % 100
  }
  return (c, host) => {
    const project = world.state.projects.find((one) => one.domain === host)
    const rollout = project?.rollout
    if (!project || rollout?.state !== 'ACTIVE') return shownAt(world, host)
    const bucket = bucketOf(c, project, rollout, nextBucket)
    const percentage = rollout.config.stages[rollout.stage]?.targetPercentage ?? 0
    return findBuild(world, bucket < percentage ? rollout.canary : rollout.base)
  }
}

function shownAt(world: VercelWorld, host: string): Build | undefined {
  const alias = Object.hasOwn(world.state.aliases, host) ? world.state.aliases[host] : undefined
  return findBuild(world, alias?.build ?? host)
}

/** -1 is below every percentage, 100 below none: so a visitor can ask for one of the two builds. */
function bucketOf(c: Context, project: Project, { canary }: Rollout, next: () => number): number {
  const cookie = `_vcrr_${createHash('sha1').update(project.id).digest('hex').slice(0, 12)}`
  const [of, known] = getCookie(c, cookie)?.split('|') ?? []
  const forced = forcedBucket(c)
  if (forced === undefined && of === canary && known !== undefined) return Number(known)
  const bucket = forced ?? next()
  setCookie(c, cookie, `${canary}|${bucket}`, { path: '/', httpOnly: true, sameSite: 'Lax' })
  return bucket
}

function forcedBucket(c: Context): number | undefined {
  if (c.req.query('vcrrForceCanary') === 'true') return -1
  return c.req.query('vcrrForceStable') === 'true' ? 100 : undefined
}
