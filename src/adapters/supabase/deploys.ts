import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { DeployedFunction, FunctionHost, FunctionSources } from '../../ports.ts'
import { type FunctionAnswer, functionAnswer } from './answers.ts'
import { sendSources } from './bundles.ts'
import { eszipType, type SupabaseClient } from './client.ts'
import { compare } from './compare.ts'
import { deployedFunction, list } from './reads.ts'

type Deployed = Sighting<{ function: DeployedFunction }>
type Acted = Exclude<Deployed, { seen: 'absent' }>

/** Bundles and activates at once. There is no key to find it by, so after a crash the bundle's hash is compared. */
export function deployOne(client: SupabaseClient): FunctionHost['deployOne'] {
  return {
    perform: async (_key, input) => {
      const sent = await sendSources(client, input, { bundleOnly: false })
      if ('refusal' in sent) return { seen: 'failed', reason: sent.refusal }
      return look(client, input.project, deployedFunction(sent.answer))
    },
    observe: async (_key, input, remote) => {
      const sent = readRemote(remote)
      return sent
        ? look(client, input.project, { slug: input.slug, verifyJwt: input.verifyJwt, ...sent })
        : compareBundles(client, input)
    },
  }
}

/** Bundling the same files gives the same hash, and changes nothing. */
async function compareBundles(client: SupabaseClient, input: FunctionSources): Promise<Deployed> {
  const bundled = await sendSources(client, input, { bundleOnly: true })
  if ('refusal' in bundled) return { seen: 'failed', reason: bundled.refusal }
  const { hash } = deployedFunction(bundled.answer)
  const live = (await list(client, input.project)).find(({ slug }) => slug === input.slug)
  const isOurs = live && hash !== null && live.hash === hash && live.verifyJwt === input.verifyJwt
  return isOurs ? done(live) : { seen: 'absent' }
}

type Version = { version: number; hash: string | null }

const remoteOf = ({ version, hash }: Version): string => `${version}:${hash ?? ''}`

function readRemote(remote: string | null): Version | undefined {
  const [, version, hash] = /^(\d+):(.*)$/.exec(remote ?? '') ?? []
  return version === undefined ? undefined : { version: Number(version), hash: hash || null }
}

const done = (deployed: DeployedFunction): Acted => ({
  seen: 'done',
  remote: remoteOf(deployed),
  outcome: { function: deployed },
})

async function look(
  client: SupabaseClient,
  project: string,
  wanted: Version & { slug: string; verifyJwt: boolean },
): Promise<Acted> {
  const found = compare(await list(client, project), [wanted])
  const remote = remoteOf(wanted)
  if (found.is === 'overtaken') return { seen: 'failed', remote, reason: sentence(found.text) }
  const [live] = found.is === 'live' ? found.functions : []
  return live ? done(live) : { seen: 'pending', remote, progress: found.is === 'live' ? '' : found.text }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type Restore = Parameters<FunctionHost['restore']['perform']>[1]

/** Puts a version's own bytes back; Supabase gives them a new version number, so the hash tells that they are there. */
export function restore(client: SupabaseClient): FunctionHost['restore'] {
  return {
    perform: async (_key, input) => {
      if (input.body.contentType.startsWith('multipart/')) return redeploy(client, input)
      const { version } = await patch(client, input)
      return look(client, input.project, { ...input.was, version, hash: hashIn(input) })
    },
    observe: async (_key, input, remote) => {
      const sent = readRemote(remote)
      if (sent) return look(client, input.project, { ...input.was, ...sent })
      const { slug, verifyJwt } = input.was
      const live = (await list(client, input.project)).find((one) => one.slug === slug)
      const isBack = live?.hash === hashIn(input) && live.verifyJwt === verifyJwt
      return live && isBack ? done(live) : { seen: 'absent' }
    },
  }
}

const hashIn = ({ was, body }: Restore): string => was.hash ?? hashOf(body.bytes)

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function patch(client: SupabaseClient, input: Restore): Promise<FunctionAnswer> {
  const { project, was, body } = input
  const query = new URLSearchParams({
    entrypoint_path: was.entrypoint,
    import_map_path: was.importMap ?? '',
    verify_jwt: String(was.verifyJwt),
    ezbr_sha256: hashIn(input),
  })
  return client.act({
    what: `restore ${was.slug} as it was at version ${was.version}`,
    schema: functionAnswer,
    path: `${project}/functions/${was.slug}?${query}`,
    method: 'PATCH',
    headers: { 'content-type': eszipType },
    body: new Uint8Array(body.bytes),
  })
}

/** A body that came as sources is bundled again; its bytes are the same only if the bundler is. */
async function redeploy(client: SupabaseClient, { project, was, body }: Restore): Promise<Acted> {
  const answer = new Response(new Uint8Array(body.bytes), { headers: { 'content-type': body.contentType } })
  const parts = (await answer.formData()).getAll('file').filter((part) => typeof part !== 'string')
  const files = parts.map(async (file) => ({
    path: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }))
  const { slug, verifyJwt, entrypoint, importMap } = was
  const sources = { project, slug, verifyJwt, entrypoint, importMap, staticPatterns: [] }
  return deployOne(client).perform('', { ...sources, files: await Promise.all(files) })
}

export function remove(client: SupabaseClient): FunctionHost['remove'] {
  const isThere = async (project: string, wanted: string) =>
    (await list(client, project)).some(({ slug }) => slug === wanted)
  return {
    perform: async (_key, { project, slug }) => {
      await client
        .act({
          what: `delete ${slug}`,
          schema: z.unknown(),
          path: `${project}/functions/${slug}`,
          method: 'DELETE',
        })
        .catch((error) => {
          if (!(error instanceof UpstreamError && error.code === '404')) throw error
        })
      const reason = `${slug} was deleted, and Supabase still lists it. Look at the project's functions there.`
      return (await isThere(project, slug)) ? { seen: 'failed', reason } : { seen: 'done', outcome: { slug } }
    },
    observe: async (_key, { project, slug }) =>
      (await isThere(project, slug)) ? { seen: 'absent' } : { seen: 'done', outcome: { slug } },
  }
}
