import { randomBytes } from 'node:crypto'
import { Pool } from 'pg'
import { inject } from 'vitest'

export type FreshDatabase = {
  url: string
  /** Closes whatever is still connected to it. */
  drop(): Promise<void>
}

/** A database of its own for one test, migrated and with the job engine's schema, within tens of milliseconds. */
export async function freshDatabase(template = 'template_pilothouse'): Promise<FreshDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await ask(serverUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(serverUrl, `drop database if exists ${name} with (force)`) }
}

/** A database without a single table. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return freshDatabase('template0')
}

let server: Pool | undefined

/** Over connections that all tests of the process share. */
async function ask(connectionString: string, sql: string): Promise<void> {
  server ??= new Pool({ connectionString, max: 2, allowExitOnIdle: true }).on('error', () => {})
  await server.query(sql)
}
