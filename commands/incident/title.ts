import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { findSeverity } from '../../src/domain/incident/severity.ts'

type Declaration =
  | { verb: 'declare'; title: string; severity: string | null }
  | { verb: 'form'; severity: string | null }

/**
 * A title with its severity as the last or the first word. A level such as `p0` or `sev1` is taken off the title; a word
 * such as "critical" is part of the sentence as well, and stays.
 */
export function parseTitle(text: string, policy: IncidentPolicy): Declaration {
  const typed = trimmed(text)
  const words = typed.split(/\s+/u)
  const last = named(words.at(-1), policy)
  const first = last ? undefined : named(words[0], policy)
  const severity = (last ?? first)?.level ?? null
  if (words.length === 1 && severity !== null) return { verb: 'form', severity }
  const title = last?.isCode
    ? trimmed(typed.replace(/\S+$/u, ''))
    : first?.isCode
      ? trimmed(typed.replace(/^\S+/u, ''))
      : typed
  return title === '' ? { verb: 'form', severity } : { verb: 'declare', title, severity }
}

/** True for a text that ends as declarations do: "task queue is stuck p0". */
export function endsWithLevel(text: string, policy: IncidentPolicy): boolean {
  const words = trimmed(text).split(/\s+/u)
  return words.length > 1 && named(words.at(-1), policy)?.isCode === true
}

function named(
  word: string | undefined,
  policy: IncidentPolicy,
): { level: string; isCode: boolean } | undefined {
  const bare = (word ?? '').replace(/^[("'[{]+|[)"'\]},.:;!]+$/gu, '')
  const level = findSeverity(policy, bare)?.level
  return level === undefined ? undefined : { level, isCode: /\d/.test(bare) }
}

/** Without what joined the severity to it: "P0: checkout is down", "checkout is down - p0". */
const trimmed = (text: string): string => text.replace(/^[\s,;:–—-]+|[\s,;:–—([{-]+$/gu, '')
