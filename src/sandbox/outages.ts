import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'

/** How a whole API fails as long as a person wants it to: with a status, by saying nothing, or not at all. */
type Outage = () => number | 'silence' | null

/** Fails whatever comes; nothing is done. `answer` shapes the error body as the vendor words it. */
export function outages(outage: Outage, answer: (c: Context, status: number) => Response): MiddlewareHandler {
  return async (c, next) => {
    if (outage() === 'silence' && !(await silence(c, () => outage() === 'silence')))
      return RESPONSE_ALREADY_SENT
    const status = outage()
    if (typeof status === 'number') return answer(c, status)
    await next()
    return undefined
  }
}

/** Holds the call without an answer while `isSilent`; false where the caller gave up first. */
export function silence(c: Context, isSilent: () => boolean): Promise<boolean> {
  const { outgoing } = c.env as Partial<HttpBindings>
  return new Promise((resolve) => {
    const timer = setInterval(() => !isSilent() && finish(true), 50)
    timer.unref()
    const finish = (isStillThere: boolean) => {
      clearInterval(timer)
      resolve(isStillThere)
    }
    outgoing?.once('close', () => finish(false))
  })
}
