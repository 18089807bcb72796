import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { measureIncidents } from '../../src/workflows/incident/measure.ts'
import { metricsCsv, metricsMarkdown } from '../../views/metrics/files.ts'
import { metricsReply } from '../../views/metrics/reply.ts'
import { sentenceReply } from '../../views/reply.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, reply } from '../words.ts'
import type { MetricsCommand } from './grammar.ts'
import { parseMetrics } from './grammar.ts'

/** The figures of a period, in private, or as a file into the person's direct message. */
export async function answerMetrics(
  { asked, severity, period, file }: MetricsCommand,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const wanted = { period: period(deps.now()), severity, asker: invoker.user }
  const measured = await measureIncidents(deps, wanted)
  if (file === null || measured.metrics.all.incidents === 0) return reply(metricsReply(measured, asked))
  await deps.chat.shareFile(invoker.user, file === 'csv' ? metricsCsv(measured) : metricsMarkdown(measured))
  return reply(sentenceReply('The figures are in your direct message with Pilothouse.'))
}

/** The value of a button is what could have been typed. */
export const metricsFile: Answers<Click> = async ({ value }, invoker, deps) => {
  const command = parseMetrics(value, deps.config.incidents)
  return isRefusal(command) ? refuse(command) : await answerMetrics(command, invoker, deps)
}
