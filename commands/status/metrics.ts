import { parsePeriod } from '../../src/domain/period.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { measureProduction } from '../../src/workflows/status/measure-production.ts'
import { productionReply } from '../../views/metrics/production.ts'
import { refuse, reply, splitWords } from '../words.ts'

const usual = '30d'

/** `/status metrics [30d]`: how production did, in private. */
export async function answerStatusMetrics(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const [asked = usual, ...more] = splitWords(rest)
  const period = parsePeriod(asked, deps.now())
  if (!period || more.length > 0)
    return refuse({
      refused: 'missing-words',
      command: '/status metrics',
      missing: 'a period (30d, 2026-11, 2026-11-01..2026-11-15), and nothing else',
      example: '/status metrics 30d',
    })
  return reply(productionReply(await measureProduction(deps, period, invoker)))
}
