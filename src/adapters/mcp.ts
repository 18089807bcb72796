import { UpstreamError } from '../domain/errors.ts'
import type { GreetMcp } from '../ports.ts'
import { createSafeFetch, type SafeFetch } from './safe/fetch.ts'
import { whyUnanswered } from './safe/trouble.ts'

/** https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#streamable-http */
export const greetMcp: GreetMcp = async ({ url, timeoutMs, send, wantsTools, ...manners }) => {
  const until = new AbortController()
  const timer = AbortSignal.timeout(timeoutMs)
  const { client, transport } = await openClient(new URL(url), {
    fetch: createSafeFetch(manners, AbortSignal.any([until.signal, timer])),
    requestInit: { headers: send ?? {} },
  })
  const within = { timeout: timeoutMs, signal: timer }
  try {
    await client.connect(transport, within)
    const begun = performance.now()
    await client.ping(within)
    const latencyMs = performance.now() - begun
    const tools = wantsTools ? (await client.listTools({}, within)).tools.map(({ name }) => name) : []
    return { latencyMs, tools }
  } catch (error) {
    if (error instanceof UpstreamError) throw error
    const { host } = new URL(url)
    const why = inWords(error) ?? whyUnanswered(error, timer.aborted ? timeoutMs : null)
    throw new UpstreamError(`${host} ${why}.`, {
      service: host,
      isRetryable: true,
      code: 'mcp',
      cause: error,
    })
  } finally {
    // Its stream of news may be open, and nobody waits for it.
    await transport.terminateSession().catch(() => undefined)
    await client.close().catch(() => undefined)
    until.abort()
  }
}

/** Loaded at the first look: few teams have such a server. */
async function openClient(url: URL, options: { fetch: SafeFetch; requestInit: RequestInit }) {
  const [{ Client }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ])
  const transport = new StreamableHTTPClientTransport(url, options)
  return { client: new Client({ name: 'pilothouse', version: '1' }), transport }
}

/** The client's errors carry a number: a status of HTTP, or a code of JSON-RPC. */
function inWords(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'number')) return null
  const { code } = error
  if (code === 401 || code === 403) return `refuses its key (${code})`
  if (code >= 100 && code < 600) return `answered ${code} instead of speaking MCP`
  if (code === requestTimeout) return null
  return code > -32_000 ? 'answers with something else than MCP' : `answered with error ${code}`
}

/** https://github.com/modelcontextprotocol/typescript-sdk/blob/main/src/types.ts, ErrorCode.RequestTimeout */
const requestTimeout = -32_001
