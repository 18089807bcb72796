import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { boundsTrouble, numberIn } from '../../domain/check/number.ts'
import type { Deps, TargetRows } from '../../ports.ts'
import { upIn } from './answer.ts'

const mostRows = 100

type Policy = Extract<CheckPolicy, { kind: 'sql' }>

/** Asks a database one question, and holds the number that it answers against its bounds. */
export async function lookAtSql({ targetDatabase }: Deps, policy: Policy): Promise<Look> {
  const { database, query: sql, column, expect, within: timeoutMs } = policy
  const answer = await targetDatabase({ database, sql, limit: mostRows, timeoutMs })
  const read = column === undefined ? countOf(answer) : firstIn(answer, column)
  if ('why' in read) return { is: 'unknown', why: read.why }
  const { latencyMs } = answer
  const trouble = boundsTrouble(read.value, expect)
  const measures = { value: read.value }
  return trouble === null
    ? upIn(latencyMs, policy, { measures })
    : { is: 'down', latencyMs, why: `${read.said}, ${trouble}`, measures }
}

type Read = { value: number; said: string } | { why: string }

/** One more than the limit stands for all that were left behind. */
function countOf({ rows: { length }, isCut }: TargetRows): Read {
  if (isCut) return { value: length + 1, said: `it gave more than ${mostRows} rows` }
  return { value: length, said: length === 1 ? 'it gave 1 row' : `it gave ${length} rows` }
}

function firstIn({ rows: [row], columns }: TargetRows, column: string): Read {
  if (!columns.includes(column))
    return { why: `its query gives no column ${column}, only ${columns.slice(0, 10).join(', ')}` }
  if (!row) return { why: 'its query gave no row' }
  const value = row[column]
  const number = numberIn(value)
  if (number !== null) return { value: number, said: `${column} is ${number}` }
  return { why: `${column} is ${shown(value)}, which is no number` }
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 60)}"` : value === null ? 'empty' : 'something else'
