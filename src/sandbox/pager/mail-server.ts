import type { AddressInfo } from 'node:net'
import type { Mail } from './stand-in.ts'

export type MailServer = { url: string; close(): Promise<void> }

/** A mail server on loopback that takes everything and sends nothing on. `isDown` refuses what comes meanwhile. */
export async function startMailServer(
  take: (mail: Omit<Mail, 'at'>) => void,
  isDown: () => boolean,
): Promise<MailServer> {
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, callback) =>
      callback(isDown() ? Object.assign(new Error('Try again later'), { responseCode: 421 }) : null),
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        take(
          mailFrom(
            Buffer.concat(chunks).toString(),
            envelope.rcptTo.map(({ address }) => address),
          ),
        )
        callback()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Enough of a mail for what Pilothouse sends: folded headers, and a text in UTF-8. */
function mailFrom(raw: string, to: string[]): Omit<Mail, 'at'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = head.replace(/\r\n\s+/g, ' ').split('\r\n')
  const header = (name: string) =>
    headers
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? ''
  const body = rest.join('\r\n\r\n')
  const encoding = header('content-transfer-encoding').toLowerCase()
  return {
    to,
    messageId: header('message-id'),
    subject: decodeWords(header('subject')),
    text: decodeBody(body, encoding).replaceAll('\r\n', '\n'),
  }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  return encoding === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')) : body
}

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** https://www.rfc-editor.org/rfc/rfc2047 */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString()
        : decodeQuoted(word.replaceAll('_', ' ')),
    )
