import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { EdgeFunction } from './state.ts'

const words: Record<number, string> = {
  402: 'The project is over the limits of its plan. Upgrade the plan to deploy.',
  409: 'Another deployment of this project is in progress.',
  429: 'ThrottlerException: Too Many Requests',
}

/** An error body as Supabase's Management API writes it. */
export function refuse(c: Context, status: number, message?: string): Response {
  if (status === 429) c.header('retry-after', '30')
  const said = message ?? words[status] ?? 'The sandbox was told to fail here.'
  return c.json({ message: said }, status as ContentfulStatusCode)
}

export function functionShape(deployed: EdgeFunction) {
  return {
    id: deployed.id,
    slug: deployed.slug,
    name: deployed.name,
    status: 'ACTIVE',
    version: deployed.version,
    created_at: deployed.createdAt,
    updated_at: deployed.updatedAt,
    verify_jwt: deployed.verifyJwt,
    import_map: deployed.importMapPath !== null,
    entrypoint_path: deployed.entrypointPath,
    import_map_path: deployed.importMapPath ?? '',
    ezbr_sha256: deployed.hash,
  }
}
