import { UpstreamError } from '../../domain/errors.ts'
import type { FlagPlace } from '../../ports.ts'
import { failureOf } from '../postgres/short-client.ts'

type Asked = {
  what: string
  place: FlagPlace & { kind: 'postgres' }
  timeoutMs: number
  isUncertain: boolean
}

/** Puts a failed call of the flags' database into words. Neither the message nor the cause holds its address. */
export function flagTrouble(error: unknown, asked: Asked): UpstreamError {
  const { code, isAnswer, isPassing } = failureOf(error)
  const because = words[code]?.(asked) ?? otherwise(code, isAnswer)
  return new UpstreamError(`Postgres could not ${asked.what}: ${because}`, {
    service: 'Postgres',
    isRetryable: isPassing,
    // A statement that Postgres refused did nothing; only silence, or its end, leaves doubt.
    isUncertain: asked.isUncertain && (!isAnswer || code.startsWith('57P')),
    code,
    cause: new Error(`Postgres error ${code}`),
  })
}

const words: Record<string, (asked: Asked) => string> = {
  '42P01': ({ place: { table } }) =>
    `there is no table ${table}. Correct its name in the configuration, or create it.`,
  '3F000': ({ place: { table } }) =>
    `there is no schema for ${table}. Correct its name in the configuration.`,
  '42703': ({ place: { table, nameColumn, valueColumn, updatedColumn } }) =>
    `the table ${table} lacks the column ${[nameColumn, valueColumn, updatedColumn].filter(Boolean).join(' or ')}. Correct them in the configuration.`,
  '42804': ({ place: { table, valueColumn } }) =>
    `${valueColumn} of ${table} is not boolean. Name a boolean column in the configuration.`,
  '42501': ({ place: { table } }) => `its user may not do that with ${table}. Grant it select and update.`,
  '25006': () => 'this connection can only read. Give the address of the primary database.',
  '28P01': wrongLogin,
  '28000': wrongLogin,
  '3D000': () => 'there is no such database. Correct the address of the flags’ database.',
  '57014': ({ timeoutMs }) =>
    `it did not finish within ${timeoutMs / 1000} s. Look whether somebody holds a lock on the table.`,
  '53300': () => 'it has no free connection. Close some, or raise its limit.',
  ENOTFOUND: () => 'there is no host of that name. Correct the address of the flags’ database.',
  ERR_INVALID_URL: () =>
    'its address can’t be read. Correct it; what is special in a password is written as %40 for @ and so on.',
  ECONNREFUSED: () => 'nothing answers at its address. Look whether it runs.',
}

function wrongLogin(): string {
  return 'it refused the user or the password. Correct the address of the flags’ database.'
}

function otherwise(code: string, isAnswer: boolean): string {
  return isAnswer
    ? `it answered with error ${code}. Look it up in Postgres’ list of error codes.`
    : `no answer came (${code}). Look whether it runs and can be reached.`
}
