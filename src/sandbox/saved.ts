import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SavedStateError } from './start-error.ts'

/** One outside act that changed a stand-in's state; `at` is ISO 8601, `key` the caller's idempotency key if it sent one. */
export type StandInRecord = { at: string; act: string; key?: string; detail: Record<string, unknown> }

export type Saved<T> = { state: T; changed(): void }

/**
 * State that survives `kill -9`: one plain JSON-able object, written whole by `changed()` through a temporary file
 * and a rename. Without a file it lives in memory only. Throws `SavedStateError` where the file holds something else than
 * this version would begin with.
 */
export function openSaved<T>(file: string | undefined, initial: () => T): Saved<T> {
  if (file === undefined) return { state: initial(), changed: () => {} }
  mkdirSync(dirname(file), { recursive: true })
  const state = existsSync(file) ? read(file, initial()) : initial()
  return { state, changed: () => replace(file, JSON.stringify(state)) }
}

function read<T>(file: string, initial: T): T {
  const state = parse(file)
  if (!isLike(initial, state, 2))
    throw new SavedStateError(`${file} is from an older sandbox. Remove it to start over.`)
  return state as T
}

function parse(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SavedStateError(`${file} holds no readable sandbox state. Remove it to start over.`, cause)
  }
}

/** True where everything that a new world begins with is there, `depth` levels down, whatever came to it since. */
function isLike(initial: unknown, saved: unknown, depth: number): boolean {
  if (!isObject(initial) || depth === 0) return true
  if (!isObject(saved) || Array.isArray(initial) !== Array.isArray(saved)) return false
  if (Array.isArray(initial)) return true
  return Object.entries(initial).every(([key, value]) => key in saved && isLike(value, saved[key], depth - 1))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

// No fsync: what was written outlives the process, and losing the last moment to a power cut is no loss in a sandbox.
function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}
