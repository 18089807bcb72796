import type { Runbook } from '../../domain/incident/runbook.ts'
import { parseRunbook } from './parse.ts'

/** More than a team has, with those that incidents under way began earlier. */
const mostKept = 200

const kept = new Map<string, Runbook>()

/** The same as `parseRunbook`, which each version of a text needs once: cards are drawn again and again. */
export function parseOnce(name: string, markdown: string, url: string | null): Runbook {
  const version = JSON.stringify([name, url, markdown])
  const known = kept.get(version)
  if (known) return known
  const [oldest] = kept.keys()
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
  const runbook = parseRunbook(name, markdown, url)
  kept.set(version, runbook)
  return runbook
}
