import { randomBytes, randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import { hashOf, noFault, pack } from './archive.ts'
import { bundle, importsOf, type Source } from './bundler.ts'
import { firstSources } from './seed-sources.ts'
import type { EdgeFunction, LogLine, Project, Secret, SupabaseState } from './state.ts'
import { projectRefs } from './world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The text of a file at a commit; undefined where it has none. */
export type SourceOf = (ref: string, path: string) => string | undefined

const planned = [
  { slug: 'checkout', verifyJwt: true, versions: { production: 41, staging: 44 } },
  { slug: 'search', verifyJwt: false, versions: { production: 17, staging: 18 } },
  { slug: 'send-receipt', verifyJwt: true, versions: { production: 23, staging: 25 } },
]

/** Two projects with three functions each: production as of main~3, staging as of main~1, like the frontend. */
export function firstState(now: Date, sourceOf: SourceOf = () => undefined): SupabaseState {
  const state: SupabaseState = {
    jwtSecret: randomBytes(32).toString('hex'),
    projects: [],
    bodies: {},
    logs: [],
  }
  const places = [
    { place: 'production', name: 'harbour-shop', ref: 'main~3', hoursAgo: 60 },
    { place: 'staging', name: 'harbour-shop-staging', ref: 'main~1', hoursAgo: 20 },
  ] as const
  for (const { place, name, ref, hoursAgo } of places) {
    const at = now.getTime() - hoursAgo * hourMs
    const functions = planned.map(({ slug, verifyJwt, versions }): EdgeFunction => {
      const { hash, ...paths } = deployed(state, slug, (path) => sourceOf(ref, path) ?? firstSources[path])
      const times = { createdAt: at - 90 * dayMs, updatedAt: at }
      return {
        id: randomUUID(),
        slug,
        name: slug,
        version: versions[place],
        verifyJwt,
        hash,
        ...paths,
        ...times,
      }
    })
    const project: Project = {
      ref: projectRefs[place],
      name,
      createdAt: new Date(now.getTime() - 400 * dayMs).toISOString(),
      functions,
      bundles: [],
      secrets: secretsAt(now),
    }
    state.projects.push(project)
    state.logs.push(...trafficOf(project, now))
  }
  return state
}

type Read = (path: string) => string | undefined
type FirstBundle = { bytes: Uint8Array; hash: string; entrypointPath: string; importMapPath: string | null }

function deployed(state: SupabaseState, slug: string, read: Read) {
  const { bytes, ...rest } = firstBundle(slug, read)
  state.bodies[rest.hash] = Buffer.from(bytes).toString('base64')
  return rest
}

/** A process that opens many worlds need not bundle the same files again for each. */
const known: { slug: string; texts: Map<string, string | undefined>; made: FirstBundle }[] = []

function firstBundle(slug: string, read: Read): FirstBundle {
  const same = known.find(
    (one) => one.slug === slug && [...one.texts].every(([path, text]) => read(path) === text),
  )
  if (same) return same.made
  const texts = new Map<string, string | undefined>()
  const made = makeBundle(slug, (path) => {
    const text = read(path)
    texts.set(path, text)
    return text
  })
  known.push({ slug, texts, made })
  return made
}

function makeBundle(slug: string, read: Read): FirstBundle {
  const folder = `supabase/functions/${slug}`
  const entrypointPath = `${folder}/index.ts`
  const maps = [`${folder}/deno.json`, 'supabase/functions/deno.json']
  const importMapPath = maps.find((path) => read(path) !== undefined) ?? null
  const files = filesFrom(entrypointPath, importMapPath, read)
  const bundled = bundle(entrypointPath, importMapPath, files)
  if (!bundled.ok) throw new Error(`The sandbox cannot begin: ${bundled.message}`)
  const bytes = pack({ ...bundled.archive, fault: noFault })
  return { bytes, hash: hashOf(bytes), entrypointPath, importMapPath }
}

function filesFrom(entrypoint: string, importMap: string | null, read: Read): Source[] {
  const files = new Map<string, Source>()
  const paths = new Set(importMap === null ? [entrypoint] : [importMap, entrypoint])
  for (const path of paths) {
    const text = read(path)
    if (text === undefined) continue
    files.set(path, { path, bytes: new TextEncoder().encode(text) })
    for (const next of importsOf(files, path, importMap)) paths.add(posix.normalize(next))
  }
  return [...files.values()]
}

function secretsAt(now: Date): Secret[] {
  const age = { STRIPE_SECRET_KEY: 320, RESEND_API_KEY: 40, SEARCH_INDEX_URL: 12, PAYMENTS_ENABLED: 75 }
  return Object.entries(age).map(([name, days]) => ({
    name,
    value: name === 'PAYMENTS_ENABLED' ? 'true' : `sandbox-${name.toLowerCase()}`,
    updatedAt: new Date(now.getTime() - days * dayMs).toISOString(),
  }))
}

const callsBefore = 150

/** What visitors called in the hour before the world began: a version that is replaced has figures to be compared with. */
function trafficOf({ ref, functions }: Project, now: Date): LogLine[] {
  return functions.flatMap((deployed) =>
    Array.from({ length: callsBefore }, (_, index): LogLine => {
      const status = index === 70 ? 500 : 200
      const ms = 18 + ((index * 37) % 45) + (index % 29 === 0 ? 120 : 0)
      return {
        id: randomUUID(),
        at: now.getTime() - Math.round(((index + 1) * hourMs) / callsBefore),
        ref,
        source: 'function_edge_logs',
        message: `POST | ${status} | /functions/v1/${deployed.slug}`,
        attributes: {
          function_id: deployed.id,
          version: String(deployed.version),
          'request.method': 'POST',
          'response.status_code': String(status),
          execution_time_ms: String(ms),
          execution_id: randomUUID(),
        },
      }
    }),
  )
}
