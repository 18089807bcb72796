import type { Context } from 'hono'
import { refuse } from './answers.ts'
import { answerQuery } from './log-query.ts'
import type { Project } from './state.ts'
import type { SupabaseWorld } from './world.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** `GET /analytics/endpoints/logs`: without a range, the last minute; over a day is refused. */
export function logRoute(world: SupabaseWorld): (c: Context, project: Project) => Response {
  return (c, project) => {
    const { sql = 'select 1', iso_timestamp_start, iso_timestamp_end } = c.req.query()
    const now = world.now().getTime()
    const end = iso_timestamp_end === undefined ? now : momentOf(iso_timestamp_end)
    const start = iso_timestamp_start === undefined ? now - minuteMs : momentOf(iso_timestamp_start)
    if (start === undefined || end === undefined)
      return refuse(
        c,
        400,
        'iso_timestamp_start and iso_timestamp_end: must be ISO 8601 dates with a time zone',
      )
    if (end < start) return refuse(c, 400, 'iso_timestamp_end: must be after iso_timestamp_start')
    if (end - start > dayMs) return refuse(c, 400, 'The range of the query must not exceed 24 hours')
    const lines = world.state.logs.filter(
      ({ ref, at }) => ref === project.ref && at >= start && at <= end && at <= now - world.ingestionMs,
    )
    const answer = answerQuery(sql, lines)
    return 'problem' in answer ? refuse(c, 400, answer.problem) : c.json({ result: answer.rows })
  }
}

const isoPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

function momentOf(text: string): number | undefined {
  const moment = Date.parse(text)
  return isoPattern.test(text) && !Number.isNaN(moment) ? moment : undefined
}
