import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where tests keep bundled programs; below node_modules, so that what stays outside of them is found. */
export const bundles = fileURLToPath(new URL('../node_modules/.cache/pilothouse/', import.meta.url))

/** Removes those of test runs that are over: their names begin with the run's process id. */
export async function forgetBundles(isOver: (run: string) => boolean): Promise<void> {
  const names = await readdir(bundles).catch(() => [])
  const old = names.filter((name) => isOver(name.split('-')[0] ?? ''))
  await Promise.all(old.map((name) => rm(join(bundles, name), { recursive: true, force: true })))
}
