import { registerHooks } from 'node:module'
import type { FromRunner, Program, RunnerRequest, ToRunner } from './runner-protocol.ts'

// The process in which one version of one function runs. Its files never touch the disk: they arrive as a message
// and are loaded from memory, so that the process may read no file at all. This file is given to it as a text, and so
// imports only types.

type Handler = (request: Request, info: object) => Response | Promise<Response>

const root = 'file:///function/'
const sources = new Map<string, Uint8Array>()
const text = new TextDecoder()
let handler: Handler | undefined
let calls = 0

const send = (message: FromRunner): void => void process.send?.(message)

process.on('disconnect', () => process.exit())
process.on('message', (message: ToRunner) => {
  if ('begin' in message) void begin(message.begin)
  else void answer(message.request)
})
send({ state: 'listening' })

let fault: Program['fault'] = { failingShare: 0, slowMs: 0 }

async function begin(program: Program): Promise<void> {
  for (const { path, bytes } of program.files) sources.set(new URL(path, root).href, bytes)
  fault = program.fault
  Object.assign(globalThis, { Deno: denoFor(program), EdgeRuntime: { waitUntil: () => {} } })
  installHooks(readImportMap(program))
  try {
    const loaded = await import(new URL(program.entrypoint, root).href)
    handler ??= handlerOf(loaded.default)
    if (!handler) throw new Error('The entrypoint calls no Deno.serve and exports no fetch.')
    send({ state: 'ready' })
  } catch (error) {
    send({ state: 'broken', why: inWords(error) })
  }
}

function handlerOf(exported: unknown): Handler | undefined {
  if (typeof exported !== 'object' || exported === null || !('fetch' in exported)) return undefined
  return typeof exported.fetch === 'function' ? (exported.fetch as Handler).bind(exported) : undefined
}

function denoFor({ env }: Program) {
  const read = (path: string | URL) => {
    const bytes = sources.get(new URL(path, root).href)
    if (bytes) return bytes
    throw new Error(`NotFound: No such file or directory (os error 2): readfile '${path}'`)
  }
  return {
    serve: (...args: unknown[]) => {
      const own = args.find((arg) => typeof arg === 'function') as Handler | undefined
      const inOptions = args.find((arg) => typeof arg === 'object' && arg !== null && 'handler' in arg)
      handler = own ?? (inOptions as { handler: Handler } | undefined)?.handler
      return { finished: new Promise(() => {}), shutdown: async () => {} }
    },
    env: {
      get: (name: string) => env[name],
      has: (name: string) => Object.hasOwn(env, name),
      toObject: () => ({ ...env }),
    },
    readFile: async (path: string | URL) => read(path),
    readTextFile: async (path: string | URL) => text.decode(read(path)),
    readTextFileSync: (path: string | URL) => text.decode(read(path)),
  }
}

type ImportMap = { base: string; imports: [string, string][] }

function readImportMap({ importMap, files }: Program): ImportMap {
  const file = files.find(({ path }) => path === importMap)
  if (!file) return { base: root, imports: [] }
  const { imports = {} } = JSON.parse(text.decode(file.bytes)) as { imports?: Record<string, string> }
  const longestFirst = Object.entries(imports).sort(([a], [b]) => b.length - a.length)
  return { base: new URL(file.path, root).href, imports: longestFirst }
}

function mapped({ base, imports }: ImportMap, specifier: string): string {
  for (const [name, target] of imports) {
    if (specifier === name) return new URL(target, base).href
    if (name.endsWith('/') && specifier.startsWith(name))
      return new URL(target + specifier.slice(name.length), base).href
  }
  return specifier
}

/** Types that functions of Supabase's own template import for the editor; there is nothing in them to run. */
const typesOnly = /^(jsr|npm|https):.*(edge-runtime\.d\.ts|functions-js)$/

function installHooks(map: ImportMap): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const target = mapped(map, specifier)
      if (typesOnly.test(target)) return { url: 'data:text/javascript,', shortCircuit: true }
      const url = URL.canParse(target, context.parentURL) ? new URL(target, context.parentURL).href : target
      return sources.has(url) ? { url, shortCircuit: true } : next(specifier, context)
    },
    load: (url, context, next) => {
      const bytes = sources.get(url)
      if (!bytes) return next(url, context)
      const source = text.decode(bytes)
      if (url.endsWith('.json')) return { format: 'json', source, shortCircuit: true }
      return { format: 'module', source, shortCircuit: true }
    },
  })
}

async function answer({ id, method, url, headers, body }: RunnerRequest): Promise<void> {
  calls += 1
  try {
    if (fault.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, fault.slowMs))
    const isToFail = Math.floor(calls * fault.failingShare) > Math.floor((calls - 1) * fault.failingShare)
    if (isToFail) throw new Error('TypeError: the price of an item is undefined')
    const request = new Request(url, { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) })
    const response = await handler?.(request, {})
    if (!(response instanceof Response)) throw new TypeError('The handler returned no Response.')
    const bytes = new Uint8Array(await response.arrayBuffer())
    send({ state: 'answered', id, status: response.status, headers: [...response.headers], body: bytes })
  } catch (error) {
    send({ state: 'crashed', id, why: inWords(error) })
  }
}

const inWords = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
