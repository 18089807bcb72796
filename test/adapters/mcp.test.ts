import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { greetMcp } from '../../src/adapters/mcp.ts'

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
}

const greet = (url: string, more: object = {}) =>
  greetMcp({ url, timeoutMs: 300, allowPrivate: true, wantsTools: false, ...more })

test.each<[string, RequestListener, string]>([
  ['says nothing', () => undefined, 'gave no answer within 0.3 s.'],
  ['refuses its key', (_, answer) => void answer.writeHead(401).end(), 'refuses its key (401).'],
  ['is a web page', (_, answer) => void answer.end('<html>'), 'answers with something else than MCP.'],
  [
    'redirects',
    (_, answer) => void answer.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    '302',
  ],
])('A server that %s is no server of the protocol', async (_, answer, sentence) => {
  await expect(greet(await serve(answer))).rejects.toThrow(sentence)
})

test('A private address is refused before anything is sent', async () => {
  await expect(greet('http://localhost:1/mcp', { allowPrivate: false })).rejects.toThrow(
    'is a private address',
  )
})
