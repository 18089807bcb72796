import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock, Links } from '../ports.ts'

type LinkOptions = { secret: string; webUrl: () => string; now: Clock }

const claims = z.object({
  incident: z.int().positive(),
  user: z.string().regex(/^[UW][A-Z0-9]+$/),
  name: z.string().nullable(),
  until: z.number(),
})

/** Links that are signed and run out, so that nothing has to be stored for them. */
export function createLinks({ secret, webUrl, now }: LinkOptions): Links {
  const seal = (what: 'link' | 'form', text: string) =>
    createHmac('sha256', secret).update(`${what}\n${text}`).digest('base64url')
  const isSealedBy = (what: 'link' | 'form', text: string, given: string) => {
    const [wanted, got] = [seal(what, text), given].map((one) => Buffer.from(one))
    return wanted !== undefined && got?.length === wanted.length && timingSafeEqual(wanted, got)
  }
  return {
    address: webUrl,
    linkFor: ({ incident, user, name }, lifeMs) => {
      const until = now().getTime() + lifeMs
      const payload = Buffer.from(JSON.stringify({ incident, user, name, until })).toString('base64url')
      return `${webUrl()}/respond/${payload}.${seal('link', payload)}`
    },
    read: (token) => {
      const [payload = '', given = '', ...more] = token.split('.')
      if (more.length > 0 || !isSealedBy('link', payload, given)) return null
      const read = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
      if (!read.success || read.data.until <= now().getTime()) return null
      const { incident, user, name } = read.data
      return { incident, user, name }
    },
    sealForm: (token, form) => seal('form', `${token}\n${form}`),
    isSealed: (token, form, given) => isSealedBy('form', `${token}\n${form}`, given),
  }
}
