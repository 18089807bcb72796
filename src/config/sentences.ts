import type { z } from 'zod'
import { closest } from '../domain/suggestion.ts'
import { type ConfigTree, type Problem, pathText } from './tree.ts'

type Issue = z.core.$ZodIssue

/** What the schema found, in words. A value that was refused already is not mentioned again. */
export function problemsFrom(issues: readonly Issue[], tree: ConfigTree): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, tree))
}

/** The line of a value, or of the nearest thing around it where the value itself is missing. */
export function lineOf(path: readonly PropertyKey[], tree: ConfigTree): number {
  for (let length = path.length; length >= 0; length--) {
    const place = tree.places.get(pathText(path.slice(0, length)))
    if (place) return length < path.length ? place.keyLine : place.line
  }
  return 1
}

/** ` (did you mean "vercel"?)`, or nothing. */
export function didYouMean(typed: string, candidates: readonly string[]): string {
  const meant = closest(typed, candidates)
  return meant && meant !== typed ? ` (did you mean "${meant}"?)` : ''
}

function problemsOf(issue: Issue, tree: ConfigTree): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, issue.message, tree))
  }
  if (issue.code === 'invalid_key') {
    const line = tree.places.get(pathText(issue.path))?.keyLine ?? lineOf(issue.path, tree)
    const key = JSON.stringify(String(issue.path.at(-1)))
    const expected = issue.issues[0]?.message ?? 'a name'
    return [
      { line, words: `${pathText(issue.path.slice(0, -1))} has the name ${key}; it must be ${expected}.` },
    ]
  }
  return wrongValue(issue, tree)
}

function unknownKey(path: PropertyKey[], key: string, known: string, tree: ConfigTree): Problem {
  const line = tree.places.get(pathText(path))?.keyLine ?? lineOf(path, tree)
  const rest = known ? `known here: ${known}${didYouMean(key, known.split(', '))}` : 'nothing can be set here'
  return { line, words: `${pathText(path)} is not a known setting; ${rest}.` }
}

function wrongValue(issue: Issue, tree: ConfigTree): Problem[] {
  const path = pathText(issue.path)
  const place = tree.places.get(path)
  if (place?.isRefused) return []
  const line = lineOf(issue.path, tree)
  const subject = path || 'the file'
  if (!place) return [{ line, words: `${subject} is missing; it must be ${issue.message}.` }]
  const hint = didYouMean(place.shown.replaceAll('"', ''), optionsOf(issue))
  return [{ line, words: `${subject} is ${place.shown}; it must be ${issue.message}${hint}.` }]
}

function optionsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options))
    return issue.options.map(String)
  return []
}

/** The end of a sentence about a name that stands for nothing in the file. */
export function unknownName(word: string, what: string, known: readonly string[]): string {
  const rest = known.length > 0 ? `known: ${known.join(', ')}` : `there are none yet; add it under ${what}`
  return `is ${JSON.stringify(word)}, which is not among the ${what}; ${rest}${didYouMean(word, [...known])}.`
}
