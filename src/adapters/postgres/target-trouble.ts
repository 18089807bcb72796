import pg from 'pg'
import { UpstreamError } from '../../domain/errors.ts'
import type { TargetQuery } from '../../ports.ts'
import { failureOf } from './short-client.ts'

/** Puts a failed look into a database into words. Neither the message nor the cause holds its address or a value. */
export function targetTrouble(error: unknown, asked: TargetQuery): UpstreamError {
  if (error instanceof UpstreamError) return error
  const { code, isPassing } = failureOf(error)
  const because = isNoSelect(code, error, asked)
    ? 'was asked for something else than a select, which is refused here.'
    : (words[code]?.(asked) ?? otherwise(code, error))
  return new UpstreamError(`The database ${asked.database} ${because}`, {
    service: 'Postgres',
    isRetryable: isPassing,
    code,
    cause: new Error(`Postgres error ${code}`),
  })
}

const slow = ({ timeoutMs }: TargetQuery) => `did not finish the query within ${timeoutMs / 1000} s.`
const login = ({ database }: TargetQuery) =>
  `refused the user or the password. Correct databases.${database}.url in pilothouse.yml.`

const words: Record<string, (asked: TargetQuery) => string> = {
  '25006': () => 'was asked to write, which is refused here.',
  '42501': () => 'refused: its user may not read that. Grant it select.',
  '57014': slow,
  '55P03': () => 'did not answer: somebody holds a lock on what was asked for.',
  '53300': () => 'has no free connection.',
  '28P01': login,
  '28000': login,
  '3D000': ({ database }) => `does not exist. Correct databases.${database}.url in pilothouse.yml.`,
  '57P03': () => 'is starting up or shutting down.',
  ENOTFOUND: ({ database }) =>
    `has no host of that name. Correct databases.${database}.url in pilothouse.yml.`,
  ECONNREFUSED: () => 'does not answer at its address.',
  ERR_INVALID_URL: ({ database }) =>
    `has an address that can’t be read. Correct databases.${database}.url in pilothouse.yml.`,
  timeout: slow,
}

/** A cursor is only declared for what gives rows and changes nothing. */
const isNoSelect = (code: string, error: unknown, { sql }: TargetQuery): boolean =>
  (code === '42601' && !/^\s*(?:select|with|values|table|\()/i.test(sql)) ||
  (code === '0A000' && error instanceof Error && error.message.includes('DECLARE CURSOR'))

/** Postgres’ own sentence tells what is wrong with a statement; it may name columns, and never a row’s values but where one is of a wrong form. */
function otherwise(code: string, error: unknown): string {
  return error instanceof pg.DatabaseError && code.startsWith('42')
    ? `refused the query: ${error.message} (${code}).`
    : `failed with error ${code}.`
}
