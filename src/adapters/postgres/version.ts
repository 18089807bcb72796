import type { Pool } from 'pg'
import { StartupError } from '../../domain/errors.ts'
import type { Address } from './connect-errors.ts'

const oldestMajor = 15

/** Throws StartupError for a Postgres before 15. */
export async function refuseOldPostgres(pool: Pool, { host }: Pick<Address, 'host'>): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    "select current_setting('server_version_num') version",
  )
  const major = Math.floor(Number(rows[0]?.version) / 10_000)
  if (major >= oldestMajor) return
  throw new StartupError(
    `Postgres at ${host} is version ${major}, and Pilothouse needs ${oldestMajor} or newer. Upgrade it, or set DATABASE_URL to another one.`,
  )
}
