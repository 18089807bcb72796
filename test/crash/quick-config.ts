import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Finish } from './stage.ts'

/**
 * The sample configuration with watches of two seconds that one call satisfies, for tests that are not about how long
 * they take; without stages, or with stages of the given duration. Returns the file's path.
 */
export async function quickConfig(finish: Finish, stageFor?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-config-'))
  finish(() => rm(folder, { recursive: true }))
  const file = join(folder, 'pilothouse.yml')
  const stages = stageFor === undefined ? [] : [10, 50].map((percent) => ({ percent, for: stageFor }))
  const document = parseDocument(readFileSync('pilothouse.yml', 'utf8'))
  const { services } = document.toJS() as { services: Record<string, Service> }
  for (const [name, { watch, environments }] of Object.entries(services)) {
    if (watch?.duration) document.setIn(['services', name, 'watch'], { duration: '2s', minCalls: 1 })
    for (const [environment, place] of Object.entries(environments))
      if (place?.stages) document.setIn(['services', name, 'environments', environment, 'stages'], stages)
  }
  writeFileSync(file, document.toString())
  return file
}

type Service = {
  watch?: { duration?: string } | undefined
  environments: Record<string, { stages?: unknown } | null>
}
