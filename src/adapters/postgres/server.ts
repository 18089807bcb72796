import { execFile, spawn } from 'node:child_process'
import { chown, lstat, mkdir, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { StartupError } from '../../domain/errors.ts'
import { type Cluster, readIfThere, superuser } from './cluster.ts'
import { type OsUser, shortHash } from './installation.ts'

const run = promisify(execFile)
const startTimeoutMs = 30_000
/** Between creating its pid file and writing into it Postgres needs microseconds. */
const writeTimeoutMs = 2000

export type ServerOptions = {
  /** False only where losing the data does not matter, as in tests. */
  fsync: boolean
}

/**
 * Makes sure that a server runs on the cluster, and returns its URL. One that a killed bot left running is used again.
 * Throws StartupError with what Postgres last said.
 */
export async function ensureServer(cluster: Cluster, options: ServerOptions): Promise<string> {
  const running = await runningServer(cluster)
  if (running) return running
  const socketFolder = await openSocketFolder(cluster)
  const url = serverUrl(cluster, socketFolder)
  const child = await launch(cluster, socketFolder, options)
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await answers(url)) return url
    await sleep(10)
  }
  // It also ends when another process started a server on this folder in the same moment.
  const other = await runningServer(cluster)
  if (other) return other
  throw new StartupError(`The built-in Postgres did not start: ${await lastWords(cluster)}`)
}

/** Asks the server to end, and waits until it has. Open connections are closed. */
export async function stopServer({ data, installation }: Cluster): Promise<void> {
  const stop = ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30', '-s']
  await run(installation.pgCtl, stop, { ...installation.user, cwd: '/' }).catch(async (error) => {
    // Already gone is as good.
    if (await readIfThere(join(data, 'postmaster.pid'))) throw error
  })
}

/** The URL of the server that runs on this folder; waits for one that is just starting or ending. */
async function runningServer(cluster: Cluster): Promise<string | undefined> {
  const pidFile = join(cluster.data, 'postmaster.pid')
  const deadline = Date.now() + startTimeoutMs
  const writtenBy = Date.now() + writeTimeoutMs
  while (Date.now() < deadline) {
    const text = await readIfThere(pidFile)
    // Only what was seen to be left over is removed: the file of a server that starts right now must stay.
    if (text === undefined) return undefined
    const lines = text.split('\n')
    const isWritten = Number(lines[0]) > 0
    if (isWritten ? !(await isPostgres(Number(lines[0]))) : Date.now() > writtenBy) {
      // Postgres takes any process with the old number for a living server, and numbers come again after a reboot.
      await rm(pidFile, { force: true })
      return undefined
    }
    const socketFolder = lines[4]?.trim()
    const url = socketFolder ? serverUrl(cluster, socketFolder) : undefined
    if (url && (await answers(url))) return url
    await sleep(20)
  }
  throw new StartupError(
    `A Postgres already runs on ${cluster.folder} and does not answer. End it, then start Pilothouse again.`,
  )
}

async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  if (process.platform !== 'linux') return true
  const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return command.startsWith('postgres')
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01') {
      throw new StartupError('The running Postgres does not know the password saved beside its data.', error)
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function serverUrl({ password }: Cluster, socketFolder: string): string {
  return `postgres://${superuser}:${password}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
}

/** A socket's path may have 107 bytes at most, so it can't stand beside the data. */
async function openSocketFolder({ home, installation }: Cluster): Promise<string> {
  const base = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp'
  const reachable = installation.user ? '/tmp' : base
  const folder = join(reachable, `pilothouse-${shortHash(home)}`)
  await mkdir(folder, { mode: 0o700 }).catch(() => {})
  const owner = installation.user?.uid ?? process.getuid?.()
  const found = await lstat(folder)
  if (installation.user && found.uid === 0) await chown(folder, installation.user.uid, installation.user.gid)
  else if (!found.isDirectory() || (owner !== undefined && found.uid !== owner)) {
    throw new StartupError(
      `${folder} belongs to somebody else, and the database's socket goes there. Remove it.`,
    )
  }
  return folder
}

async function launch(
  { data, logFile, installation }: Cluster,
  socketFolder: string,
  options: ServerOptions,
) {
  const log = await open(logFile, 'w', 0o600)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '32MB',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C in the terminal must reach the bot alone, which stops the server after its own work.
  const child = spawn(installation.postgres, ['-D', data, ...flags], {
    ...(installation.user satisfies OsUser),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.on('error', () => {})
  child.unref()
  await log.close()
  return child
}

async function lastWords({ logFile }: Cluster): Promise<string> {
  const lines = ((await readIfThere(logFile)) ?? '').trim().split('\n')
  return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it said nothing'
}
