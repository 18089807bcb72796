import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { Incident } from '../../domain/incident/incident.ts'
import { type Change, changesOf, cureOf, rankSuspects, type Suspect } from '../../domain/incident/suspects.ts'
import type { Suspicion } from '../../domain/message.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { listIncidentLocks } from '../../store/gate/locks.ts'
import { listCures, listDone, listStarted } from '../../store/incident/suspects.ts'
import type { Db, Trx } from '../../store/tables.ts'

/** When it began to hurt, as far as anybody said. */
export const beganAt = ({ impactAt, detectedAt, declaredAt }: Incident): Date =>
  impactAt ?? detectedAt ?? declaredAt

/** What Pilothouse itself knows: what it did to production before, what was taken back since, and what is locked. */
export async function suspicionOf(deps: Deps, incident: Incident): Promise<Suspicion> {
  const { db, config } = deps
  const { production, suspects } = config.incidents
  const began = beganAt(incident)
  const from = subMilliseconds(began, suspects.window)
  const [changes, cures, locks] = await Promise.all([
    changesSince(deps, from),
    listCures(db, incident, production),
    listIncidentLocks(db, incident.id),
  ])
  const ownCures = new Set(cures.map(({ id }) => id))
  const suspected = changes.filter(({ is, id }) => is === 'operation' || !ownCures.has(id))
  const scene = { beganAt: began, affects: incident.affects, windowMs: suspects.window }
  return {
    suspects: rankSuspects(suspected, scene),
    windowMs: suspects.window,
    cures: cures.map(cureOf),
    locks: locks.map(({ environment, service }) => ({ environment, service })),
  }
}

/** What was done to production before an incident began, most suspicious first. */
export async function suspectsOf(
  { db, config }: { db: Db | Trx; config: TeamConfig },
  incident: Incident,
): Promise<Suspect[]> {
  const { window: windowMs } = config.incidents.suspects
  const began = beganAt(incident)
  const changes = await changesSince({ db, config }, subMilliseconds(began, windowMs))
  const before = changes.filter(({ at }) => at <= began)
  return rankSuspects(before, { beganAt: began, affects: incident.affects, windowMs })
}

/** Everything that was done to production since, as Pilothouse knows it. */
export async function changesSince(
  { db, config }: { db: Db | Trx; config: TeamConfig },
  from: Date,
): Promise<Change[]> {
  const range = { environments: config.incidents.production, from }
  const [started, done] = await Promise.all([listStarted(db, range), listDone(db, range)])
  const operations = done.map(
    ({ operation, isLatest }): Change => ({
      ...{ is: 'operation', id: operation.id, service: operation.service, operation, isLatest },
      at: 'endedAt' in operation ? operation.endedAt : operation.requestedAt,
    }),
  )
  return [...changesOf(started).filter(({ at }) => at >= from), ...operations]
}
