import { Readable, Transform } from 'node:stream'
import type { SafeRequest } from '../../ports.ts'
import { openSafely } from './open.ts'

const maxBytes = 1024 * 1024

export type SafeFetch = (input: string | URL, init?: RequestInit) => Promise<Response>

/** Statuses that have no body, for which `Response` takes none. */
const bodiless = new Set([101, 204, 205, 304])

/**
 * `fetch` for clients of others' that bring their own protocol: the same care about addresses, no redirects, and a body
 * that breaks off after 1 MB.
 */
export function createSafeFetch(
  { allowPrivate }: Pick<SafeRequest, 'allowPrivate'>,
  until: AbortSignal,
): SafeFetch {
  return async (input, init = {}) => {
    const signal = init.signal ? AbortSignal.any([init.signal, until]) : until
    const body = typeof init.body === 'string' ? init.body : undefined
    const send = Object.fromEntries(new Headers(init.headers))
    const request = { url: String(input), method: init.method, body, send, allowPrivate }
    const { answer } = await openSafely(request, signal)
    const status = answer.statusCode ?? 0
    const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    )
    if (bodiless.has(status)) answer.resume()
    const stream = bodiless.has(status) ? null : Readable.toWeb(answer.compose(atMost(maxBytes)))
    return new Response(stream as ReadableStream | null, { status, headers })
  }
}

function atMost(most: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > most) done(new Error(`More than ${most} bytes came.`))
      else done(null, chunk)
    },
  })
}
