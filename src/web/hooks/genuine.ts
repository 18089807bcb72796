import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { AlertHook, HookKind } from '../../domain/alert/hook.ts'

type Given = { body: string; headers: Headers; secretInPath: string | null }

/**
 * Whether whoever posts knows the secret: it stands in the address, or in a header as a token, or it signs the body as its
 * source signs. All of it is compared in constant time.
 */
export function isGenuine(
  { kind, secret, proof }: AlertHook,
  { body, headers, secretInPath }: Given,
): boolean {
  if (proof === 'path') return secretInPath !== null && isSame(secretInPath, secret)
  if (secretInPath !== null) return false
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) return isSame(bearer, secret)
  return isSigned(signatures[kind] ?? own, secret, body, headers) || isSigned(own, secret, body, headers)
}

type Signature = {
  header: string
  algorithm: 'sha256' | 'sha1'
  prefix: string
  /** A header with the time that is signed before the body, where there is one. */
  timeHeader?: string
}

const own: Signature = { header: 'x-pilothouse-signature', algorithm: 'sha256', prefix: 'sha256=' }

const signatures: Partial<Record<HookKind, Signature>> = {
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  github: { header: 'x-hub-signature-256', algorithm: 'sha256', prefix: 'sha256=' },
  // https://docs.sentry.io/integrations/integration-platform/webhooks/
  sentry: { header: 'sentry-hook-signature', algorithm: 'sha256', prefix: '' },
  // https://vercel.com/docs/webhooks/webhooks-api#securing-webhooks
  vercel: { header: 'x-vercel-signature', algorithm: 'sha1', prefix: '' },
  // https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
  grafana: {
    header: 'x-grafana-alerting-signature',
    algorithm: 'sha256',
    prefix: '',
    timeHeader: 'x-grafana-alerting-timestamp',
  },
}

function isSigned(signature: Signature, secret: string, body: string, headers: Headers): boolean {
  const { header, algorithm, prefix, timeHeader } = signature
  const given = headers.get(header)?.trim().toLowerCase()
  if (!given?.startsWith(prefix)) return false
  const time = timeHeader ? headers.get(timeHeader) : null
  const signed = time === null ? body : `${time}:${body}`
  return isSame(given.slice(prefix.length), createHmac(algorithm, secret).update(signed).digest('hex'))
}

/** Hashes have one length, so that not even that of the secret shows. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
