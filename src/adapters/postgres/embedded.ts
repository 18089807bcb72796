import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { StartupError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'
import { type Cluster, openCluster, removeCluster } from './cluster.ts'
import { findInstallation } from './installation.ts'
import { ensureServer, type ServerOptions, stopServer } from './server.ts'

export type EmbeddedPostgres = {
  /** Works for every process of this machine's user: a unix socket and a random password. */
  url: string
  /** Ends the server; with `persistent: false` its data too. */
  stop(): Promise<void>
}

type Options = Partial<ServerOptions> & {
  /** Where the data is, or will be. */
  folder: string
  log: Log
  /** False: `stop` deletes the data. */
  persistent?: boolean
}

/** Two 32-bit keys of the advisory lock by which one bot holds the folder; it ends with the process, however it ends. */
const ownership = [0x70696c6f, 1]
const takeoverMs = 2000

/**
 * A real Postgres of our own in `folder`, reachable by unix socket only. A server that a killed bot left running is
 * taken over, and one that dies is started again. Throws StartupError with one sentence, also where another bot is
 * already using the folder.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { folder, log, fsync = true, persistent = true } = options
  const installation = await findInstallation((line) => log.info({}, line))
  const cluster = await openCluster(folder, installation)
  const url = await ensureServer(cluster, { fsync })
  const owner = await own(cluster, url)
  const guard = restartWhenItDies({ cluster, fsync, log, owner })
  return {
    url,
    async stop() {
      await guard.release()
      await stopServer(cluster)
      if (!persistent) await removeCluster(cluster)
    },
  }
}

async function own(cluster: Cluster, url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: `pilothouse ${process.pid}` })
  client.on('error', () => {})
  await client.connect()
  const deadline = Date.now() + takeoverMs
  // The server notices the death of a killed bot's connection within milliseconds, not at once.
  while (!(await isOwned(client))) {
    if (Date.now() < deadline) await sleep(20)
    else throw await inUse(client, cluster)
  }
  return client
}

async function isOwned(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock($1, $2) held',
    ownership,
  )
  return rows[0]?.held === true
}

async function inUse(client: Client, { folder }: Cluster): Promise<StartupError> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid::bigint = $1 and objid::bigint = $2 and granted`,
    ownership,
  )
  await client.end()
  const who = rows[0]?.name.replace('pilothouse', 'process') ?? 'another process'
  return new StartupError(
    `Another Pilothouse (${who}) already uses the database in ${folder}. Stop it first, or set DATABASE_URL in both so that they share one Postgres.`,
  )
}

type Guarded = { cluster: Cluster; fsync: boolean; log: Log; owner: Client }

function restartWhenItDies({ cluster, fsync, log, owner }: Guarded): { release(): Promise<void> } {
  let isReleased = false
  let client = owner
  let restart = Promise.resolve()
  const watch = () => client.once('end', () => (restart = again()))
  const again = async () => {
    if (isReleased) return
    log.error({}, 'The built-in Postgres went away; starting it again')
    try {
      client = await own(cluster, await ensureServer(cluster, { fsync }))
      watch()
    } catch (error) {
      log.error({ err: error }, 'The built-in Postgres could not be started again; trying again in 5 seconds')
      await sleep(5000, undefined, { ref: false })
      await again()
    }
  }
  watch()
  return {
    async release() {
      isReleased = true
      await restart
      await client.end().catch(() => {})
    },
  }
}
