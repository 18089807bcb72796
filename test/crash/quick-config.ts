import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { removeChecks } from '../without-checks.ts'
import type { Finish } from './stage.ts'

/**
 * The sample configuration with watches of two seconds that one call satisfies, for tests that are not about how long
 * they take, and without boxes to tick; without stages, or with stages of the given duration. Returns the file's path.
 */
export async function quickConfig(finish: Finish, stageFor?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-config-'))
  finish(() => rm(folder, { recursive: true }))
  const file = join(folder, 'pilothouse.yml')
  const stages = stageFor === undefined ? [] : [10, 50].map((percent) => ({ percent, for: stageFor }))
  const document = parseDocument(readFileSync('pilothouse.yml', 'utf8'))
  const { services, environments } = document.toJS() as Sample
  for (const name of Object.keys(environments)) document.deleteIn(['environments', name, 'checklist'])
  for (const [name, { watch, environments: places }] of Object.entries(services)) {
    if (watch?.duration) document.setIn(['services', name, 'watch'], { duration: '2s', minCalls: 1 })
    for (const [environment, place] of Object.entries(places))
      if (place?.stages) document.setIn(['services', name, 'environments', environment, 'stages'], stages)
  }
  document.setIn(['incidents', 'escalation'], [])
  removeChecks(document)
  writeFileSync(file, document.toString())
  return file
}

type Sample = { services: Record<string, Service>; environments: Record<string, unknown> }

type Service = {
  watch?: { duration?: string } | undefined
  environments: Record<string, { stages?: unknown } | null>
}
