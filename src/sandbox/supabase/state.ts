/** One deployed function, as its project lists it. Times are in milliseconds since 1970, as Supabase writes them. */
export type EdgeFunction = {
  id: string
  slug: string
  name: string
  version: number
  verifyJwt: boolean
  entrypointPath: string
  importMapPath: string | null
  /** Of the body; names it in `SupabaseState.bodies`. */
  hash: string
  createdAt: number
  updatedAt: number
}

export type Secret = { name: string; value: string; updatedAt: string }

export type Project = {
  ref: string
  name: string
  createdAt: string
  functions: EdgeFunction[]
  /** Bundled and not live, newest last. */
  bundles: EdgeFunction[]
  secrets: Secret[]
}

/** A line of the project's log; `at` is in milliseconds since 1970. */
export type LogLine = {
  id: string
  at: number
  ref: string
  source: 'function_edge_logs' | 'function_logs'
  message: string
  attributes: Record<string, string>
}

export type SupabaseState = {
  jwtSecret: string
  projects: Project[]
  /** Bundles by their hash, in base64. */
  bodies: Record<string, string>
  logs: LogLine[]
}
