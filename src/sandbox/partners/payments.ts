import { Hono } from 'hono'
import type { Faults } from '../slack/protocol.ts'

/** The key that the sandbox's team has; worth nothing anywhere else. */
export const paymentsKey = 'key-of-the-harbour-for-payments'

const callsAnHour = 1000
const dayMs = 86_400_000

type Options = { now: () => Date; faults: () => Faults }

/** The shop's payment provider, as far as anybody looks at it: an account, a quota and a key that runs out. */
export function paymentsRoutes({ now, faults }: Options): Hono {
  return new Hono().get('/v1/account', (c) => {
    if (faults().keyRefused || c.req.header('authorization') !== `Bearer ${paymentsKey}`)
      return c.json({ error: 'This key is not valid.' }, 401)
    c.header('x-ratelimit-limit', String(callsAnHour))
    c.header('x-ratelimit-remaining', String(faults().quotaLow ? 60 : 940))
    const keyExpiresAt = new Date(now().getTime() + 90 * dayMs).toISOString()
    return c.json({ account: 'harbour', active: true, keyExpiresAt })
  })
}
