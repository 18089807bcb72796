import { addMilliseconds } from 'date-fns/addMilliseconds'
import { type DataFinding, newsOf } from '../../domain/data/health.ts'
import type { Deps } from '../../ports.ts'
import { recordMeasurements } from '../../store/check/measurements.ts'
import { dropFinding, loadFindings, storeFinding } from '../../store/measure/findings.ts'
import { addMeasuring, lockMeasuring, storeRound } from '../../store/measure/measuring.ts'
import type { Trx } from '../../store/tables.ts'
import { ownSource, receiveAlert } from '../alerts/receive.ts'
import { type Answered, askAll } from './ask.ts'

export const dataMeasuring = (database: string): `data:${string}` => `data:${database}`

/**
 * Looks into a database, keeps what was found, and tells what got worse or well again. False where nobody should, or
 * where somebody is at it: no database has two connections of ours for this.
 */
export async function lookIntoDatabase(deps: Deps, database: string): Promise<boolean> {
  const { health: policy = null, role } = deps.config.databases[database] ?? {}
  if (policy === null) return false
  const name = dataMeasuring(database)
  return await deps.exclusive(name, async () => {
    await addMeasuring(deps.db, [name], deps.now())
    const answers = await askAll(deps, { database, role, policy })
    await deps.db.transaction().execute(async (trx) => {
      if (!(await lockMeasuring(trx, name))) return
      await keep(deps, trx, database, answers)
      const unknown = answers.every(({ is }) => is === 'unknown')
      const why = unknown ? (answers[0]?.words ?? null) : null
      await storeRound(trx, name, { why, nextAt: addMilliseconds(deps.now(), policy.every) })
    })
  })
}

async function keep(deps: Deps, trx: Trx, database: string, answers: readonly Answered[]): Promise<void> {
  const at = deps.now()
  const before = await loadFindings(trx, database)
  for (const { isOwn, ...answer } of answers) {
    const last = before.get(answer.query) ?? null
    const finding = { ...answer, at, since: last?.is === answer.is ? last.since : at }
    await storeFinding(trx, database, finding)
    // What nobody could tell in between is compared with what was known last.
    const news = newsOf(last, answer, isOwn)
    if (news) await tell(deps, trx, database, finding, news === 'begins')
  }
  const asked = new Set(answers.map(({ query }) => query))
  for (const gone of before.values())
    if (!asked.has(gone.query)) {
      await dropFinding(trx, database, gone.query)
      await tell(deps, trx, database, gone, false)
    }
  await recordMeasurements(
    trx,
    answers.flatMap(({ query, number }) =>
      number === null ? [] : [{ series: `${dataMeasuring(database)}/${query}`, at, value: number }],
    ),
  )
}

async function tell(
  deps: Deps,
  trx: Trx,
  database: string,
  { query, level, words, next, at }: DataFinding,
  isFiring: boolean,
): Promise<void> {
  const name = `${dataMeasuring(database)}/${query}`
  await receiveAlert(deps, trx, ownSource, {
    ...{ isFiring, fingerprint: name, name, level },
    title: `The data of ${database}: ${query.replaceAll('-', ' ')}`,
    summary: [words, next].filter(Boolean).join(' '),
    ...{ service: null, environment: null, severity: null, runbook: null, link: null, facts: [] },
    labels: { database, query },
    ...{ firedAt: null, impactAt: null, resolvedAt: isFiring ? null : at },
  })
}
