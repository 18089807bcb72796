import type { Refusal } from '../src/domain/refusal.ts'
import { closest } from '../src/domain/suggestion.ts'
import type { Answer, Deps, Gesture, Invoker, Reply } from '../src/ports.ts'
import { refusalReply } from '../views/reply.ts'

export type Click = Extract<Gesture, { kind: 'click' }>
export type Submission = Extract<Gesture, { kind: 'submit' }>
export type Shortcut = Extract<Gesture, { kind: 'shortcut' }>

/** Answers one kind of gesture. */
export type Answers<Kind> = (gesture: Kind, invoker: Invoker, deps: Deps) => Promise<Answer>

export const reply = (reply: Reply): Answer => ({ answer: 'reply', reply })
export const refuse = (refusal: Refusal): Answer => reply(refusalReply(refusal))
export const nothing: Answer = { answer: 'nothing' }

export const splitWords = (text: string): string[] => text.trim().split(/\s+/u).filter(Boolean)

/** What stands before the word "because", and the reason after it. */
export function splitReason(words: string[]): { before: string[]; reason: string | null } {
  const at = words.findIndex((word) => word.toLowerCase() === 'because')
  return at < 0
    ? { before: words, reason: null }
    : { before: words.slice(0, at), reason: words.slice(at + 1).join(' ') || null }
}

/** A deployment's or incident's number, typed as `3` or `#3`. */
export function parseId(word: string | undefined): number | null {
  const digits = /^#?(\d{1,9})$/.exec(word ?? '')?.[1]
  return digits ? Number(digits) : null
}

/** The one of `known` that was typed, by its name or an alias, or a refusal with the nearest. */
export function findNamed<Item extends { name: string; aliases?: string[] }>(
  what: 'service' | 'environment' | 'check' | 'capacity' | 'cost',
  given: string,
  known: readonly Item[],
): Item | Refusal {
  const wanted = given.toLowerCase()
  const found = known.find(({ name, aliases = [] }) =>
    [name, ...aliases].some((word) => word.toLowerCase() === wanted),
  )
  if (found) return found
  const words = known.flatMap(({ name, aliases = [] }) => [name, ...aliases])
  return {
    refused: 'unknown-word',
    what,
    given,
    known: known.map(({ name }) => name),
    suggestion: closest(given, words),
  }
}
