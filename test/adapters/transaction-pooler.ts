import { createServer, type Socket } from 'node:net'
import { Client } from 'pg'

/**
 * A pooler in transaction mode: a session is lent for one transaction, and the one given back last is lent next.
 * Speaks as much of the protocol as one plain statement at a time needs.
 * See https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startTransactionPooler(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const sessions = Array.from({ length: 12 }, () => new Client({ connectionString: url }))
  await Promise.all(sessions.map((session) => session.connect()))
  const free = [...sessions]
  const server = createServer((socket) => serve(socket, free))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `postgres://user:password@127.0.0.1:${port}/database`,
    async close() {
      server.close()
      await Promise.all(sessions.map((session) => session.end()))
    },
  }
}

function serve(socket: Socket, free: Client[]): void {
  let isGreeted = false
  let lent: Client | undefined
  socket.on('error', () => {})
  socket.on('data', async (bytes) => {
    if (!isGreeted) {
      isGreeted = true
      socket.write(Buffer.concat([message('R', int32(0)), message('Z', text('I'))]))
    } else if (bytes.toString('latin1', 0, 1) === 'Q') {
      const sql = bytes.toString('utf8', 5, bytes.length - 1)
      lent ??= free.pop()
      if (!lent) throw new Error('The pooler has no session left')
      socket.write(await answer(lent, sql))
      if (sql === 'begin') return
      free.push(lent)
      lent = undefined
    }
  })
}

async function answer(session: Client, sql: string): Promise<Buffer> {
  const results = [await session.query<unknown[]>({ text: sql, rowMode: 'array' })].flat()
  const parts = results.flatMap(({ fields, rows, command }) => [
    message(
      'T',
      Buffer.concat([
        int16(fields.length),
        ...fields.map(({ name, dataTypeID }) => column(name, dataTypeID)),
      ]),
    ),
    ...rows.map((row) => message('D', Buffer.concat([int16(row.length), ...row.map(value)]))),
    message('C', text(`${command}\0`)),
  ])
  return Buffer.concat([...parts, message('Z', text(sql === 'begin' ? 'T' : 'I'))])
}

function column(name: string, type: number): Buffer {
  return Buffer.concat([text(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)])
}

function value(one: unknown): Buffer {
  const bytes = text(String(one))
  return Buffer.concat([int32(bytes.length), bytes])
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([text(type), int32(body.length + 4), body])
}

const text = (content: string) => Buffer.from(content, 'utf8')

function int16(number: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(number)
  return bytes
}

function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(number)
  return bytes
}
