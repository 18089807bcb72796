import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { createOutside } from '../outside.ts'
import type { Tell } from './pager.ts'
import { post, readFailure } from './request.ts'

/**
 * A signed POST of JSON. The signature is the HMAC-SHA256 of `v1:TIME:BODY` in hexadecimal, so that neither can be
 * changed and an old request not be sent again unnoticed.
 */
export function createWebhook({ url, secret }: { url: string; secret: string }): Tell {
  const { host } = new URL(url)
  const outside = createOutside({
    name: host,
    secret: 'the webhook’s secret',
    statusPage: 'the log of whoever receives it',
    read: readFailure,
  })
  return async (key, { pager: _, ...message }) => {
    const body = JSON.stringify({ ...message, key })
    const time = String(Math.floor(Date.parse(message.at) / 1000))
    const signature = createHmac('sha256', secret).update(`v1:${time}:${body}`).digest('hex')
    const headers = {
      'idempotency-key': key,
      'x-pilothouse-time': time,
      'x-pilothouse-signature': `v1=${signature}`,
    }
    await outside.act('take the page', z.unknown(), (signal) => post(url, body, headers, signal))
  }
}
