import { sightOf } from '../domain/page/component.ts'
import type { Deps } from '../ports.ts'
import { loadChecks } from '../store/check/checks.ts'

type Target = {
  is: 'up' | 'failing' | 'down' | 'unknown'
  since: Date | null
  lookedAt: Date | null
  latencyMs: number | null
}
export type Targets = { isUp: boolean; status: 'ok' | 'failing' | 'unknown'; checks: Record<string, Target> }

/** The team's checks as they were last seen. What nobody could tell is not up. Why one is down may name what is private. */
export async function targets({ config, db, now }: Pick<Deps, 'config' | 'db' | 'now'>): Promise<Targets> {
  const at = now()
  const names = config.checks.map(({ name }) => name)
  const stored = await loadChecks(db, names)
  const checks = config.checks.map((check): [string, Target] => {
    const seen = stored.get(check.name) ?? null
    const { since = null, lookedAt = null, latencyMs = null } = seen ?? {}
    return [check.name, { is: sightOf({ ...check, seen }, at), since, lookedAt, latencyMs }]
  })
  const sights = checks.map(([, { is }]) => is)
  const status = sights.some((is) => is === 'down' || is === 'failing')
    ? 'failing'
    : sights.includes('unknown')
      ? 'unknown'
      : 'ok'
  return { isUp: status === 'ok', status, checks: Object.fromEntries(checks) }
}
