import { chmod, mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new temporary folder, in memory where the machine has room: a database is about 1,000 new files, which take a busy
 * disk half a second. Everyone may pass through it, since root's Postgres runs as another user.
 */
export async function fastFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(await fastBase(), `pilothouse-${prefix}-`))
  await chmod(folder, 0o755)
  return folder
}

export async function fastBase(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => undefined)
  return memory && memory.bavail * memory.bsize > 2e9 ? '/dev/shm' : tmpdir()
}
