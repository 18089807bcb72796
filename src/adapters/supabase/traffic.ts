import { UpstreamError } from '../../domain/errors.ts'
import type { FunctionTraffic } from '../../ports.ts'
import { trafficAnswer } from './answers.ts'
import { type SupabaseClient, supabase } from './client.ts'
import { listAnswers } from './reads.ts'

/** ClickHouse SQL, the only one that Supabase's logs have understood since September 2026. */
const sql = `select log_attributes['function_id'] as function_id, log_attributes['version'] as version,
  count() as calls,
  countIf(toInt32OrZero(log_attributes['response.status_code']) >= 500) as errors,
  quantile(0.5)(toFloat64OrZero(log_attributes['execution_time_ms'])) as p50_ms,
  quantile(0.95)(toFloat64OrZero(log_attributes['execution_time_ms'])) as p95_ms
from logs where source = 'function_edge_logs'
group by function_id, version`

/** One query for all functions and versions: about 30 are allowed in a minute. Calls appear after a minute or so. */
export async function traffic(
  client: SupabaseClient,
  project: string,
  from: Date,
  to: Date,
): Promise<FunctionTraffic[]> {
  const query = new URLSearchParams({
    sql,
    iso_timestamp_start: from.toISOString(),
    iso_timestamp_end: to.toISOString(),
  })
  const what = `count the calls of ${project}'s functions`
  const path = `${project}/analytics/endpoints/logs?${query}`
  const [answer, functions] = await Promise.all([
    client.ask({ what, schema: trafficAnswer, path }),
    listAnswers(client, project),
  ])
  if (!answer.result) {
    const message = `Supabase could not ${what}: its log did not understand the question. Look whether Pilothouse is up to date.`
    throw new UpstreamError(message, { service: supabase.name, isRetryable: false, code: 'unreadable' })
  }
  const slugs = new Map(functions.map(({ id, slug }) => [id, slug]))
  return answer.result.flatMap(({ function_id, version, calls, errors, p50_ms, p95_ms }) => {
    const slug = slugs.get(function_id)
    return slug === undefined ? [] : [{ slug, version, calls, errors, p50Ms: p50_ms, p95Ms: p95_ms }]
  })
}
