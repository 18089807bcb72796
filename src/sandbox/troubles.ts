import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'

type Trouble = { pattern: RegExp; left: number; does: { answer: number } | 'lose' }

export type Troubles = {
  /** The next `times` requests whose "METHOD /path" matches are answered with `status` and nothing is done. */
  failNext(pattern: RegExp, status: number, times?: number): void
  /** The next `times` matching requests are carried out, and then their connection is cut before the answer. */
  loseAnswer(pattern: RegExp, times?: number): void
  middleware: MiddlewareHandler
}

/** Trouble that a test orders in advance; `answer` shapes the error body as the vendor words it. */
export function createTroubles(answer: (c: Context, status: number) => Response): Troubles {
  const ordered: Trouble[] = []
  const take = (request: string) => {
    const found = ordered.find((trouble) => trouble.left > 0 && trouble.pattern.test(request))
    if (found) found.left -= 1
    return found?.does
  }
  return {
    failNext: (pattern, status, times = 1) => {
      ordered.push({ pattern, left: times, does: { answer: status } })
    },
    loseAnswer: (pattern, times = 1) => {
      ordered.push({ pattern, left: times, does: 'lose' })
    },
    middleware: async (c, next) => {
      const trouble = take(`${c.req.method} ${c.req.path}`)
      if (trouble !== undefined && trouble !== 'lose') return answer(c, trouble.answer)
      await next()
      if (trouble === 'lose') cutConnection(c)
    },
  }
}

function cutConnection(c: Context): void {
  const { outgoing } = c.env as Partial<HttpBindings>
  outgoing?.destroy()
}
