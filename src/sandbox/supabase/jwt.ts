import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const claims = z.looseObject({ role: z.string(), exp: z.number() })

export type Claims = z.infer<typeof claims>

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token signed with HS256, as Supabase's older keys are. `exp` is in seconds since 1970. */
export function signJwt(secret: string, content: Claims): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(content)}`
  return `${signed}.${signatureOf(secret, signed).toString('base64url')}`
}

/** The claims of a token with a valid signature that has not expired. */
export function readJwt(secret: string, token: string, now: Date): Claims | undefined {
  const [header, content, signature, ...more] = token.split('.')
  if (!header || !content || !signature || more.length > 0) return undefined
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(secret, `${header}.${content}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const read = claims.safeParse(JSON.parse(Buffer.from(content, 'base64url').toString())).data
  return read && read.exp * 1000 > now.getTime() ? read : undefined
}

const signatureOf = (secret: string, signed: string): Buffer =>
  createHmac('sha256', secret).update(signed).digest()
