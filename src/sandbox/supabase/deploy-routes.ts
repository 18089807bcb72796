import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { functionShape, refuse } from './answers.ts'
import { hashOf, noFault, pack, unpack } from './archive.ts'
import { bundle, type Source } from './bundler.ts'
import type { Fault } from './runner-protocol.ts'
import type { EdgeFunction, Project } from './state.ts'
import { findFunction, findProject, goLive, keepBody, keepBundle, type SupabaseWorld } from './world.ts'

const mostBytes = 5 * 1024 * 1024

const metadata = z.object({
  name: z.string().optional(),
  entrypoint_path: z.string().min(1),
  import_map_path: z.string().nullish(),
  static_patterns: z.array(z.string()).default([]),
  verify_jwt: z.boolean().optional(),
})

type Deploy = z.infer<typeof metadata> & { slug: string; files: Source[] }

const slugPattern = /^[A-Za-z][A-Za-z0-9_-]*$/

/** Bundling, and putting bundles live: by themselves, together, or as they were. */
export function deployRoutes(world: SupabaseWorld): Hono {
  const within =
    (answer: (c: Context, world: SupabaseWorld, project: Project) => Promise<Response>) => (c: Context) => {
      const project = findProject(world, c.req.param('ref') ?? '')
      return project ? answer(c, world, project) : refuse(c, 404, 'Project not found')
    }
  return new Hono()
    .post('/v1/projects/:ref/functions/deploy', within(deploy))
    .put('/v1/projects/:ref/functions', within(activate))
    .patch('/v1/projects/:ref/functions/:slug', within(restore))
}

async function deploy(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const wanted = await readDeploy(c)
  if ('refusal' in wanted) return refuse(c, 400, wanted.refusal)
  if (wanted.files.reduce((sum, { bytes }) => sum + bytes.length, 0) > mostBytes) {
    return refuse(c, 413, 'Request entity too large: the function is larger than 5 MB.')
  }
  if (world.faults().buildFails) {
    return refuse(c, 400, 'Failed to bundle the function (reason: The bundler ran out of memory)')
  }
  if (world.bundleMs > 0) await pause(world.bundleMs)
  const bundled = bundle(wanted.entrypoint_path, wanted.import_map_path || null, wanted.files)
  if (!bundled.ok) return refuse(c, 400, bundled.message)
  const bytes = pack({ ...bundled.archive, fault: faultOf(world) })
  const next = nextVersion(world, project, wanted, hashOf(bytes))
  keepBody(world, next.hash, bytes)
  if (c.req.query('bundleOnly') === 'true') {
    keepBundle(project, next)
    world.done('supabase-bundle', project, next)
    return c.json(functionShape(next), 201)
  }
  const live = goLive(world, project, next)
  world.done('supabase-deploy', project, live)
  return c.json(functionShape(live), 201)
}

async function readDeploy(c: Context): Promise<Deploy | { refusal: string }> {
  const slug = c.req.query('slug') ?? ''
  if (!slugPattern.test(slug)) return { refusal: `slug: must match ${slugPattern.source}` }
  const form = await c.req.formData().catch(() => undefined)
  const sent = form?.get('metadata')
  if (!form || typeof sent !== 'string') return { refusal: 'metadata: Required' }
  const read = metadata.safeParse(parseJson(sent))
  if (!read.success) {
    const [issue] = read.error.issues
    return { refusal: `metadata.${issue?.path.join('.')}: ${issue?.message}` }
  }
  const files = form.getAll('file').filter((part) => typeof part !== 'string')
  if (files.length === 0) return { refusal: 'file: Required' }
  const outside = files.find(({ name }) => name.startsWith('/') || name.split('/').includes('..'))
  if (outside) return { refusal: `file: the path ${outside.name} leaves the project` }
  const loaded = files.map(async (file) => ({
    path: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }))
  return { ...read.data, slug, files: await Promise.all(loaded) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultOf(world: SupabaseWorld): Fault {
  const { releaseFails12, releaseSlow } = world.faults()
  return { failingShare: releaseFails12 ? 0.12 : noFault.failingShare, slowMs: releaseSlow ? 1200 : 0 }
}

function nextVersion(world: SupabaseWorld, project: Project, wanted: Deploy, hash: string): EdgeFunction {
  const before = findFunction(project, wanted.slug)
  const now = world.now().getTime()
  return {
    id: before?.id ?? randomUUID(),
    slug: wanted.slug,
    name: wanted.name ?? before?.name ?? wanted.slug,
    version: (before?.version ?? 0) + 1,
    verifyJwt: wanted.verify_jwt ?? before?.verifyJwt ?? true,
    entrypointPath: wanted.entrypoint_path,
    importMapPath: wanted.import_map_path || null,
    hash,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
}

const activation = z
  .array(
    z.object({
      id: z.string(),
      slug: z.string().regex(slugPattern),
      name: z.string(),
      status: z.enum(['ACTIVE', 'REMOVED', 'THROTTLED']),
      version: z.int().positive(),
      created_at: z.int().optional(),
      verify_jwt: z.boolean().optional(),
      import_map: z.boolean().optional(),
      entrypoint_path: z.string().optional(),
      import_map_path: z.string().nullish(),
      ezbr_sha256: z.string(),
    }),
  )
  .min(1)

/** All or nothing. The caller bumps the versions; the same request again changes nothing. */
async function activate(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const read = activation.safeParse(await c.req.json().catch(() => undefined))
  if (!read.success) {
    const [issue] = read.error.issues
    return refuse(c, 400, `${issue?.path.join('.') || 'body'}: ${issue?.message}`)
  }
  const next: EdgeFunction[] = []
  for (const { slug, version, ezbr_sha256, verify_jwt } of read.data) {
    const live = findFunction(project, slug)
    if (live?.version === version && live.hash === ezbr_sha256) continue
    if (live && live.version >= version) {
      return refuse(c, 409, `Version ${version} of ${slug} is not newer than ${live.version}, which is live.`)
    }
    const found = project.bundles.find(
      (bundled) => bundled.slug === slug && bundled.version === version && bundled.hash === ezbr_sha256,
    )
    if (!found) return refuse(c, 400, `There is no bundle ${ezbr_sha256} of ${slug} with version ${version}.`)
    next.push({ ...found, verifyJwt: verify_jwt ?? found.verifyJwt })
  }
  for (const bundled of next) world.done('supabase-activate', project, goLive(world, project, bundled))
  const functions = read.data.flatMap(({ slug }) => findFunction(project, slug) ?? [])
  return c.json({ functions: functions.map(functionShape) })
}

const eszipType = 'application/vnd.denoland.eszip'

/** Replaces a function by a bundle that was downloaded before. */
async function restore(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const live = findFunction(project, c.req.param('slug') ?? '')
  if (!live) return refuse(c, 404, 'Function not found')
  if (c.req.header('content-type') !== eszipType)
    return refuse(c, 415, `The sandbox takes bodies of ${eszipType} only.`)
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const hash = hashOf(bytes)
  const query = c.req.query()
  if (!unpack(bytes)) return refuse(c, 400, 'Failed to read the eszip.')
  if (query.ezbr_sha256 !== undefined && query.ezbr_sha256 !== hash)
    return refuse(c, 400, 'ezbr_sha256: does not match the body')
  keepBody(world, hash, bytes)
  const restored = goLive(world, project, {
    ...live,
    hash,
    version: live.version + 1,
    name: query.name ?? live.name,
    verifyJwt: query.verify_jwt === undefined ? live.verifyJwt : query.verify_jwt === 'true',
    entrypointPath: query.entrypoint_path ?? live.entrypointPath,
    importMapPath: query.import_map_path === undefined ? live.importMapPath : query.import_map_path || null,
  })
  world.done('supabase-restore', project, restored)
  return c.json(functionShape(restored))
}
