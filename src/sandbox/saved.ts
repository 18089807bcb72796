import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** One outside act that changed a stand-in's state; `at` is ISO 8601, `key` the caller's idempotency key if it sent one. */
export type StandInRecord = { at: string; act: string; key?: string; detail: Record<string, unknown> }

export type Saved<T> = { state: T; changed(): void }

/**
 * State that survives `kill -9`: one plain JSON-able object, written whole by `changed()` through a temporary file
 * and a rename. Without a file it lives in memory only. Throws where the file exists and holds no JSON.
 */
export function openSaved<T>(file: string | undefined, initial: () => T): Saved<T> {
  if (file === undefined) return { state: initial(), changed: () => {} }
  mkdirSync(dirname(file), { recursive: true })
  const state = existsSync(file) ? read<T>(file) : initial()
  return { state, changed: () => replace(file, JSON.stringify(state)) }
}

function read<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch (cause) {
    throw new Error(`${file} holds no readable sandbox state. Remove it to start over.`, { cause })
  }
}

// No fsync: what was written outlives the process, and losing the last moment to a power cut is no loss in a sandbox.
function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}
