import { sql } from 'kysely'
import type { Bot } from '../src/bot.ts'

/** The next moment at which a row says that something is due; null where none does. */
export async function nextDueAt({ deps: { db, config } }: Bot, now: Date): Promise<Date | null> {
  const checks = config.checks.map(({ name }) => name)
  const measured = [
    ...config.capacities.map(({ name }) => `capacity:${name}`),
    ...Object.entries(config.databases).flatMap(([name, { health }]) => (health ? [`data:${name}`] : [])),
    ...config.costs.map(({ name }) => `cost:${name}`),
  ]
  const rules = config.alerts.rules.map(({ name }) => name)
  const { rows: found } = await sql<{ at: Date | null }>`
    select min(at) at from (
      select wake_at at from deployments union all
      select wake_at from incidents union all
      select wake_at from operations union all
      select wake_at from alerts union all
      select wake_at from diagnostics union all
      select next_at from checks where name = any(${checks}) union all
      select next_at from measuring where name = any(${measured}) union all
      select next_at from alert_rules where name = any(${rules})
    ) due where at > ${now}`.execute(db)
  return found[0]?.at ?? null
}
