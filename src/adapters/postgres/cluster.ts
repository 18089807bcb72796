import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { StartupError } from '../../domain/errors.ts'
import { canReach, type Installation, openSharedFolder, sharedFolder } from './installation.ts'

const run = promisify(execFile)

/** A database folder as it lies on the disk. */
export type Cluster = {
  /** The folder as the person knows it, for sentences. */
  folder: string
  /** Where it really is. */
  home: string
  data: string
  logFile: string
  password: string
  installation: Installation
}

export const superuser = 'pilothouse'

/**
 * Opens the database folder, and makes it first where there is none. It is built beside its place and renamed, so that
 * neither a kill nor a second process can leave half of one. Throws StartupError with one sentence.
 */
export async function openCluster(folder: string, installation: Installation): Promise<Cluster> {
  const place = resolve(folder)
  await mkdir(dirname(place), { recursive: true })
  const version = await readIfThere(join(place, 'data', 'PG_VERSION'))
  if (version === undefined) await create(place, installation)
  else refuseOtherMajor(place, Number(version), installation.major)
  const home = await realpath(place)
  return {
    folder: place,
    home,
    data: join(home, 'data'),
    logFile: join(home, 'log'),
    password: (await readFile(join(home, 'password'), 'utf8')).trim(),
    installation,
  }
}

/** Removes the database for good. */
export async function removeCluster(cluster: Cluster): Promise<void> {
  await rm(cluster.home, { recursive: true, force: true })
  await rm(cluster.folder, { recursive: true, force: true })
}

/** The file's text; undefined where there is no such file. Throws StartupError where it may not be read. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EACCES' || code === 'EPERM') throw belongsToAnother(path, error)
    throw error
  }
}

function belongsToAnother(path: string, cause: unknown): StartupError {
  return new StartupError(
    `${path} belongs to another operating system user. Start Pilothouse as the user who started it before, or set DATABASE_URL.`,
    cause,
  )
}

function refuseOtherMajor(place: string, found: number, ours: number): void {
  if (found === ours) return
  throw new StartupError(
    `The database in ${place} was made by Postgres ${found}, and the built-in Postgres is ${ours}. Move the folder away to start empty, or serve it with Postgres ${found} and set DATABASE_URL.`,
  )
}

async function create(place: string, installation: Installation): Promise<void> {
  // A link whose target is gone.
  if (await readlink(place).catch(() => undefined)) await rm(place)
  await refuseForeignFolder(place)
  const { user } = installation
  const isReachable = await canReach(dirname(place), user)
  const home = isReachable ? place : join(sharedFolder, `database-${randomBytes(6).toString('hex')}`)
  const fresh = `${home}.new-${randomBytes(4).toString('hex')}`
  try {
    if (!isReachable) await openSharedFolder()
    await build(fresh, installation)
    await rename(fresh, home)
    if (!isReachable) await symlink(home, place)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (!isReachable) await rm(home, { recursive: true, force: true })
    // Another process that started at the same moment may have been first; its database is as good as ours.
    if ((await readIfThere(join(place, 'data', 'PG_VERSION'))) === undefined)
      throw couldNotCreate(place, error)
  }
}

async function refuseForeignFolder(place: string): Promise<void> {
  const entries: string[] = await readdir(place).catch(() => [])
  if (entries.length === 0 || entries.includes('data')) return
  throw new StartupError(
    `${place} holds ${entries[0]} and no database of Pilothouse. Move that folder away, and a database is made there.`,
  )
}

function couldNotCreate(place: string, cause: unknown): StartupError {
  const said = cause instanceof Error ? (cause.message.trim().split('\n').at(-1) ?? '') : String(cause)
  return new StartupError(
    `The database in ${place} could not be made: ${said}. Make room or give rights there, or set DATABASE_URL.`,
    cause,
  )
}

async function build(fresh: string, { initdb, user }: Installation): Promise<void> {
  await mkdir(fresh, { recursive: true, mode: 0o700 })
  const password = join(fresh, 'password')
  await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (user) {
    await chown(password, user.uid, user.gid)
    await chown(fresh, user.uid, user.gid)
  }
  const options = [
    `--pgdata=${join(fresh, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]
  await run(initdb, options, { ...user, cwd: '/' })
}
