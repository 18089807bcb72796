import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { TLSSocket } from 'node:tls'
import { UpstreamError } from '../../domain/errors.ts'
import type { SafeRequest } from '../../ports.ts'
import { lookUpSafely, refuseWritten } from './addresses.ts'

const mostRedirects = 5

/** One answer whose body is still to be read, and must be, or the connection be let go. */
export type Opened = { answer: IncomingMessage; certificateEndsAt: Date | null }

export type Trust = {
  /** Certificates that are trusted beside the usual ones, as PEM. */
  ca?: string | undefined
}

type Hop = Pick<SafeRequest, 'method' | 'body' | 'send'> & { url: URL }

/** Sends a request, and follows its redirects, each of them judged anew. */
export async function openSafely(
  { url, follow = 0, allowPrivate = false, ...first }: Omit<SafeRequest, 'timeoutMs' | 'mostBytes'>,
  signal: AbortSignal,
  trust: Trust = {},
): Promise<Opened> {
  const most = Math.min(follow, mostRedirects)
  let hop: Hop = { ...first, url: new URL(url) }
  for (let followed = 0; ; followed += 1) {
    const opened = await openOne(hop, { signal, allowPrivate, ...trust })
    const next = redirectOf(opened.answer, hop)
    if (!next || most === 0) return opened
    opened.answer.destroy()
    if (followed === most)
      throw new UpstreamError(`${hop.url.host} went on redirecting after ${most} redirects.`, {
        ...{ service: hop.url.host, isRetryable: false, code: 'redirects' },
      })
    hop = next
  }
}

const redirects = new Set([301, 302, 303, 307, 308])

function redirectOf({ statusCode = 0, headers }: IncomingMessage, { url, ...sent }: Hop): Hop | null {
  const { location } = headers
  if (!redirects.has(statusCode) || location === undefined) return null
  const next = URL.canParse(location, url) ? new URL(location, url) : null
  if (!next || !['http:', 'https:'].includes(next.protocol))
    throw new UpstreamError(`${url.host} redirects to something that is no web address.`, {
      ...{ service: url.host, isRetryable: false, code: 'redirects' },
    })
  const isAsked = statusCode === 307 || statusCode === 308 || ['GET', 'HEAD'].includes(sent.method ?? 'GET')
  const kept = isAsked ? sent : { send: sent.send }
  // Whoever is redirected to may be anybody; so may whoever listens on an unencrypted way there.
  return next.origin === url.origin ? { ...kept, url: next } : { method: kept.method, url: next }
}

type Manners = Trust & { signal: AbortSignal; allowPrivate: boolean }

function openOne({ url, method = 'GET', body, send = {} }: Hop, { signal, allowPrivate, ca }: Manners) {
  refuseWritten(url, allowPrivate)
  const options = {
    ...{ method, signal, agent: false as const, lookup: lookUpSafely(allowPrivate) },
    headers: {
      // Not compressed: what is cut at so many bytes must not become more of them.
      'accept-encoding': 'identity',
      'cache-control': 'no-cache',
      'user-agent': 'pilothouse',
      ...send,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
  }
  const begin = (): ClientRequest =>
    url.protocol === 'https:' ? secureRequest(url, { ...options, ca }) : plainRequest(url, options)
  return new Promise<Opened>((resolve, reject) => {
    begin()
      .on('error', reject)
      .on('response', (answer) => resolve({ answer, certificateEndsAt: endOfCertificate(answer) }))
      .end(body)
  })
}

function endOfCertificate({ socket }: IncomingMessage): Date | null {
  if (!(socket instanceof TLSSocket)) return null
  const end = new Date(socket.getPeerCertificate().valid_to)
  return Number.isNaN(end.getTime()) ? null : end
}
