import type { DeployedFunction, FunctionBody } from '../../ports.ts'
import { type FunctionAnswer, functionsAnswer } from './answers.ts'
import type { SupabaseClient } from './client.ts'

export function listAnswers(client: SupabaseClient, project: string): Promise<FunctionAnswer[]> {
  const what = `list the functions of ${project}`
  return client.ask({ what, schema: functionsAnswer, path: `${project}/functions` })
}

export async function list(client: SupabaseClient, project: string): Promise<DeployedFunction[]> {
  return (await listAnswers(client, project)).map(deployedFunction)
}

/** Without a word on it, Supabase checks tokens. */
export function deployedFunction(answer: FunctionAnswer): DeployedFunction {
  return {
    slug: answer.slug,
    version: answer.version,
    hash: answer.ezbr_sha256 || null,
    verifyJwt: answer.verify_jwt ?? true,
    entrypoint: answer.entrypoint_path ?? '',
    importMap: answer.import_map_path || null,
    updatedAt: new Date(answer.updated_at ?? 0),
  }
}

export function download(client: SupabaseClient, project: string, slug: string): Promise<FunctionBody> {
  return client.download(`download ${slug}`, `${project}/functions/${slug}/body`)
}
