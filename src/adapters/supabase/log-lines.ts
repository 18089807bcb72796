import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { FunctionHost } from '../../ports.ts'
import { type SupabaseClient, supabase } from './client.ts'
import { listAnswers } from './reads.ts'

const mostLines = 1000

const sql = `select id, toUnixTimestamp64Milli(timestamp) as ts_ms, source, event_message, log_attributes
from logs where (source = 'function_logs') order by ts_ms desc, id desc limit ${mostLines}`

/** ClickHouse writes large numbers, and some maps, as text. */
const attributes = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((text): Record<string, unknown> => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    } catch {
      return {}
    }
  }),
])

const linesAnswer = z.object({
  result: z
    .array(z.object({ ts_ms: z.coerce.number(), event_message: z.string(), log_attributes: attributes }))
    .nullish(),
})

/** What functions wrote, newest first, in one question: about 30 are allowed in a minute. */
export const logLines =
  (client: SupabaseClient): FunctionHost['logLines'] =>
  async (project, from, to) => {
    const query = new URLSearchParams({
      sql,
      iso_timestamp_start: from.toISOString(),
      iso_timestamp_end: to.toISOString(),
    })
    const what = `read what ${project}'s functions logged`
    const path = `${project}/analytics/endpoints/logs?${query}`
    const [{ result }, functions] = await Promise.all([
      client.ask({ what, schema: linesAnswer, path }),
      listAnswers(client, project),
    ])
    if (!result) {
      const message = `Supabase could not ${what}: its log did not understand the question. Look whether Pilothouse is up to date.`
      throw new UpstreamError(message, { service: supabase.name, isRetryable: false, code: 'unreadable' })
    }
    const slugs = new Map(functions.map(({ id, slug }) => [id, slug]))
    const lines = result.map(({ ts_ms, event_message, log_attributes: { function_id, version, level } }) => ({
      slug: slugs.get(String(function_id)) ?? 'a function that is gone',
      version: Number(version) || 0,
      at: new Date(ts_ms),
      level: typeof level === 'string' ? level.toLowerCase() : 'info',
      message: event_message,
    }))
    return { lines, isCut: lines.length >= mostLines }
  }
