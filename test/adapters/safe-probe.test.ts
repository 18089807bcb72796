import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { whyRefused } from '../../src/adapters/safe/addresses.ts'
import { createSafeProbe } from '../../src/adapters/safe/probe.ts'
import { localhost } from '../certificate.ts'

const probe = createSafeProbe({ ca: localhost.cert })
const call = (url: string, more: object = {}) => probe({ url, timeoutMs: 2000, allowPrivate: true, ...more })

async function serve(answer: RequestListener, isSecure = false): Promise<string> {
  const server = isSecure ? createSecureServer(localhost, answer) : createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http${isSecure ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('addresses that are not public', () => {
  test.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '169.254.169.254',
      '0.0.0.0',
      '224.0.0.1',
    ],
    ...[
      '::1',
      '::',
      'fc00::1',
      'fe80::1',
      'ff02::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
    ],
  ])('%s is refused', (address) => {
    expect(whyRefused(address, false)).not.toBeNull()
  })

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is called',
    (address) => {
      expect(whyRefused(address, false)).toBeNull()
    },
  )

  test.each([
    'http://localhost:1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]/',
  ])('however %s is written, no connection is made', async (url) => {
    await expect(call(url, { allowPrivate: false })).rejects.toThrow(
      'is a private address; if that is meant, set allowPrivate: true.',
    )
  })

  test('a cloud’s metadata is never called, whatever is allowed', async () => {
    await expect(call('http://169.254.169.254/latest/meta-data')).rejects.toThrow('a cloud’s own metadata')
  })
})

describe('redirects', () => {
  test('are answers unless they are followed, and each is judged anew', async () => {
    const there = await serve((request, answer) => answer.end(JSON.stringify(request.headers)))
    const url = await serve((request, answer) => {
      const to =
        request.url === '/out'
          ? `${there}/`
          : request.url === '/file'
            ? 'file:///etc/passwd'
            : 'http://169.254.169.254/'
      answer.writeHead(302, { location: request.url === '/again' ? '/again' : to }).end()
    })
    expect(await call(`${url}/out`)).toMatchObject({ status: 302 })
    const followed = await call(`${url}/out`, {
      follow: 1,
      send: { authorization: 'Bearer key', 'x-key': 'key' },
    })
    expect(followed.status).toBe(200)
    expect(followed.body).not.toContain('key')
    await expect(call(`${url}/again`, { follow: 50 })).rejects.toThrow(
      'went on redirecting after 5 redirects',
    )
    await expect(call(`${url}/file`, { follow: 1 })).rejects.toThrow(
      'redirects to something that is no web address',
    )
    await expect(call(`${url}/metadata`, { follow: 1 })).rejects.toThrow('a cloud’s own metadata')
  })
})

test('An answer without end is cut at 64 KB, and its connection let go', async () => {
  const gone = Promise.withResolvers<void>()
  const url = await serve((_request, answer) => {
    const piece = Buffer.alloc(16_384, 'x')
    const write = () => {
      while (answer.write(piece));
      answer.once('drain', write)
    }
    answer.writeHead(200, { 'content-length': String(2 ** 31) }).once('close', gone.resolve)
    write()
  })
  const { body } = await call(url)
  expect(body).toHaveLength(65_536)
  await gone.promise
})

test.each([
  ['before the answer', (_answer: unknown) => undefined],
  ['in the middle of it', (answer: { write(text: string): void }) => answer.write('{')],
])('Who hangs %s is given up after the time for the whole exchange', async (_when, hang) => {
  const url = await serve((_request, answer) => void hang(answer))
  const { host } = new URL(url)
  await expect(call(`${url}/?key=secret`, { timeoutMs: 150 })).rejects.toThrow(
    `${host} gave no answer within 0.15 s.`,
  )
})

test('A certificate’s end is told, and one that nobody trusts refused', async () => {
  const url = await serve((_request, answer) => answer.end('well'), true)
  expect(await call(url)).toMatchObject({ status: 200, body: 'well', certificateEndsAt: localhost.endsAt })
  await expect(createSafeProbe()({ url, timeoutMs: 2000, allowPrivate: true })).rejects.toThrow(
    'has a self-signed certificate, which nobody trusts.',
  )
})
