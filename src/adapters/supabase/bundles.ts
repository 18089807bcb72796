import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { BundledFunction, DeployedFunction, FunctionHost, FunctionSources } from '../../ports.ts'
import { type FunctionAnswer, functionAnswer } from './answers.ts'
import type { SupabaseClient } from './client.ts'
import { compare } from './compare.ts'
import { deployedFunction, list } from './reads.ts'

/** Bundling changes nothing that anybody sees and leaves nothing to be found: after a crash it is simply done again. */
export function bundle(client: SupabaseClient): FunctionHost['bundle'] {
  return {
    perform: async (_key, input) => {
      const sent = await sendSources(client, input, { bundleOnly: true })
      if ('refusal' in sent) return { seen: 'failed', reason: sent.refusal }
      return { seen: 'done', outcome: { bundled: bundledFunction(sent.answer) } }
    },
    observe: async () => ({ seen: 'absent' }),
  }
}

function bundledFunction(answer: FunctionAnswer): BundledFunction {
  const { updated_at: _, ...raw } = answer
  return { ...deployedFunction(answer), raw }
}

/** A refusal is about the sources themselves: trying again cannot help. */
export async function sendSources(
  client: SupabaseClient,
  input: FunctionSources,
  { bundleOnly }: { bundleOnly: boolean },
): Promise<{ answer: FunctionAnswer } | { refusal: string }> {
  const { project, slug } = input
  const query = new URLSearchParams({ slug, ...(bundleOnly ? { bundleOnly: 'true' } : {}) })
  try {
    const answer = await client.act({
      what: `${bundleOnly ? 'bundle' : 'deploy'} ${slug}`,
      schema: functionAnswer,
      path: `${project}/functions/deploy?${query}`,
      method: 'POST',
      body: formOf(input),
    })
    return { answer }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.code === '413')
      return {
        refusal: `${slug} is too large: Supabase bundles at most 5 MB. Take files or packages out of it.`,
      }
    if (error.code === '400') return { refusal: error.message }
    throw error
  }
}

/** As Supabase's own client sends it; `verify_jwt` always, or a redeploy would decide it anew. */
function formOf(input: FunctionSources): FormData {
  const form = new FormData()
  const metadata = {
    name: input.slug,
    entrypoint_path: input.entrypoint,
    import_map_path: input.importMap ?? '',
    static_patterns: input.staticPatterns,
    verify_jwt: input.verifyJwt,
  }
  form.set('metadata', JSON.stringify(metadata))
  for (const { path, bytes } of input.files) form.append('file', new Blob([new Uint8Array(bytes)]), path)
  return form
}

type Activated = Sighting<{ functions: DeployedFunction[] }>
type Activation = { project: string; functions: BundledFunction[] }

/** One request for all functions. It can be sent again: the versions are in it. */
export function activate(client: SupabaseClient): FunctionHost['activate'] {
  return {
    perform: async (_key, input) => {
      if (input.functions.length === 0) return { seen: 'done', outcome: { functions: [] } }
      try {
        await put(client, input)
      } catch (error) {
        if (!(error instanceof UpstreamError && error.code === '409')) throw error
        const seen = await look(client, input)
        if (seen.seen === 'pending') throw error
        return seen
      }
      return look(client, input)
    },
    observe: async (_key, input, remote) => {
      const seen = await look(client, input)
      return seen.seen === 'pending' && remote === null ? { seen: 'absent' } : seen
    },
  }
}

function put(client: SupabaseClient, { project, functions }: Activation): Promise<unknown> {
  return client.act({
    what: `activate ${functions.map(({ slug }) => slug).join(', ')}`,
    schema: z.unknown(),
    path: `${project}/functions`,
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(functions.map(({ raw }) => raw)),
  })
}

async function look(
  client: SupabaseClient,
  { project, functions }: Activation,
): Promise<Exclude<Activated, { seen: 'absent' }>> {
  const found = compare(await list(client, project), functions)
  const remote = functions.map(({ slug, version }) => `${slug}@${version}`).join(' ')
  if (found.is === 'live') return { seen: 'done', remote, outcome: { functions: found.functions } }
  if (found.is === 'overtaken')
    return { seen: 'failed', remote, reason: `Not all functions are live: ${found.text}` }
  return { seen: 'pending', remote, progress: found.text }
}
