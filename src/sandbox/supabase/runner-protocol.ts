/** What passes between the stand-in and the process in which one version of a function runs. */
export type Program = {
  entrypoint: string
  /** Path of the import map among the files. */
  importMap: string | null
  files: { path: string; bytes: Uint8Array }[]
  fault: Fault
  env: Record<string, string>
}

/** What a person ordered to go wrong with a version when it was bundled; it belongs to its bytes. */
export type Fault = { failingShare: number; slowMs: number }

export type RunnerRequest = {
  id: number
  method: string
  url: string
  headers: [string, string][]
  body: Uint8Array | null
}

export type ToRunner = { begin: Program } | { request: RunnerRequest }

export type FromRunner =
  | { state: 'listening' }
  | { state: 'ready' }
  | { state: 'broken'; why: string }
  | { state: 'answered'; id: number; status: number; headers: [string, string][]; body: Uint8Array }
  | { state: 'crashed'; id: number; why: string }
