import { createHash } from 'node:crypto'
import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { PagerMessage } from '../../ports.ts'
import { createOutside } from '../outside.ts'
import type { Failed } from '../upstream-error.ts'
import type { Tell } from './pager.ts'

type Envelope = { from: string; to: string[] }

const timeoutMs = 20_000
const timeouts = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: timeoutMs }

/** Mail over SMTP. The library is loaded with the first page: most bots never send one. */
export function createMail({ from, to }: Envelope, smtpUrl: string | undefined): Tell {
  const outside = createOutside(
    { name: 'The mail server', secret: 'SMTP_URL', statusPage: 'its log', read: readFailure },
    { timeoutMs },
  )
  return async (key, message) => {
    if (smtpUrl === undefined) throw noServer()
    // Whoever takes care of it knows, and nobody wants a second mail at night.
    if (message.event !== 'trigger') return
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({ url: smtpUrl, ...timeouts })
    const mail = { from, to, messageId: messageIdOf(key, from), ...contentOf(message) }
    await outside
      .act('take the mail', z.unknown(), async () => void (await transport.sendMail(mail)))
      .finally(() => transport.close())
  }
}

/** The same for every attempt at one page. */
function messageIdOf(key: string, from: string): string {
  const domain = from.split('@').at(-1)
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`
}

function contentOf({ summary, because, link, at }: PagerMessage): {
  subject: string
  text: string
  priority: 'high'
} {
  const lines = [
    summary,
    '',
    `You are paged because ${because}.`,
    ...(link ? [`The work goes on in Slack: ${link}`] : []),
    `Sent ${at.slice(0, 16).replace('T', ' ')} UTC. Acknowledge it in Slack, or others are paged next.`,
  ]
  return { subject: summary.slice(0, 200).toWellFormed(), text: `${lines.join('\n')}\n`, priority: 'high' }
}

const refusal = z.object({ responseCode: z.number(), response: z.string().optional() })

/** SMTP's codes from 400 are for now and from 500 for good, https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1 */
function readFailure(error: unknown): Failed | undefined {
  const { responseCode, response } = refusal.safeParse(error).data ?? {}
  if (responseCode === undefined) return undefined
  const said = response?.replace(/\s+/g, ' ').slice(0, 200)
  if (responseCode === 535) return { status: 401, said }
  return { status: responseCode < 500 ? 503 : 422, said }
}

const noServer = (): UpstreamError =>
  new UpstreamError('No mail can be sent, because SMTP_URL is not set. Set it and restart.', {
    service: 'The mail server',
    isRetryable: false,
  })
