import type { OpenState } from '../../src/domain/incident/incident.ts'
import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { findSeverity, severityWords } from '../../src/domain/incident/severity.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import { type CureCommand, cureFollows, cureVerbs } from '../cure/grammar.ts'
import { type DeclareCommand, declareVerbs } from '../declare/grammar.ts'
import { type DiagnoseCommand, diagnoseFollows, diagnoseVerbs } from '../diagnostics/grammar.ts'
import { type DrillCommand, drillFollows, drillVerbs } from '../drill/grammar.ts'
import { type LifecycleCommand, lifecycleFollows, lifecycleVerbs } from '../lifecycle/grammar.ts'
import { type MetricsCommand, metricsVerbs } from '../metrics/grammar.ts'
import { type PagingCommand, pagingVerbs } from '../paging/grammar.ts'
import { type PostmortemCommand, postmortemFollows, postmortemVerbs } from '../postmortem/grammar.ts'
import { type RoleCommand, roleFollows, roleVerbs } from '../roles/grammar.ts'
import { type RunbookCommand, runbookFollows, runbookVerbs } from '../runbooks/grammar.ts'
import { type TaskCommand, taskFollows, taskVerbs } from '../tasks/grammar.ts'
import { type TimelineCommand, timelineFollows, timelineVerbs } from '../timeline/grammar.ts'
import { type UpdateCommand, updateVerbs } from '../updates/grammar.ts'
import { parseId, splitWords } from '../words.ts'
import { parseResolve, type ResolveCommand } from './resolve-grammar.ts'
import { endsWithLevel, parseTitle } from './title.ts'
import { type Known, type Parse, startsWithNumber, takeId, takeWord, withoutBecause } from './typed.ts'

/** What was typed. `id` is null where no number was given; a null text, severity or person asks for the form. */
export type IncidentCommand =
  | DeclareCommand
  | { verb: 'update' | 'note' | 'reopen'; id: number | null; text: string | null }
  | ResolveCommand
  | { verb: 'severity'; id: number | null; severity: string | null; because: string | null }
  | { verb: 'state'; id: number | null; state: OpenState }
  | { verb: 'list' | 'severities' | 'oncall' | 'help' }
  | TaskCommand
  | MetricsCommand
  | DrillCommand
  | DiagnoseCommand
  | LifecycleCommand
  | PostmortemCommand
  | { verb: 'claim' | 'join' | 'verify' | 'link'; id: number | null }
  | TimelineCommand
  | RoleCommand
  | UpdateCommand
  | RunbookCommand
  | CureCommand
  | PagingCommand

type Typed = Exclude<IncidentCommand['verb'], 'form' | 'ack-alert'>

/** What may stand first, with what reads the rest. */
const verbs: Record<Typed | 'commander' | 'private' | 'triage' | 'anyway', Parse<IncidentCommand>> = {
  ...declareVerbs,
  join: (rest) => parseNumber('join', rest),
  severities: () => ({ verb: 'severities' }),
  update: (rest) => parseText('update', rest),
  note: (rest) => parseText('note', rest),
  severity: (rest, { incidents }) => parseSeverity(rest, incidents),
  ...roleVerbs,
  ...runbookVerbs,
  claim: (rest) => parseNumber('claim', rest),
  state: parseState,
  resolve: parseResolve,
  reopen: (rest) => parseText('reopen', rest),
  ...timelineVerbs,
  list: () => ({ verb: 'list' }),
  oncall: () => ({ verb: 'oncall' }),
  verify: (rest) => parseNumber('verify', rest),
  help: () => ({ verb: 'help' }),
  ...drillVerbs,
  ...diagnoseVerbs,
  ...metricsVerbs,
  ...taskVerbs,
  ...lifecycleVerbs,
  ...updateVerbs,
  link: (rest) => parseNumber('link', rest),
  ...cureVerbs,
  ...postmortemVerbs,
  ...pagingVerbs,
}
type Verb = keyof typeof verbs

/** What may follow a verb; anything else makes it a title's first word. Those that are missing here take any text. */
const follows: Partial<Record<Verb, RegExp>> = {
  claim: startsWithNumber,
  join: startsWithNumber,
  severities: startsWithNumber,
  list: startsWithNumber,
  oncall: startsWithNumber,
  verify: startsWithNumber,
  link: startsWithNumber,
  help: startsWithNumber,
  ...roleFollows,
  ...runbookFollows,
  ...timelineFollows,
  ...drillFollows,
  ...diagnoseFollows,
  ...taskFollows,
  ...lifecycleFollows,
  ...cureFollows,
  ...postmortemFollows,
}

/** Verbs with which an incident's title may begin too; nobody should declare one, or fail to, by a slip. */
const takesWords: ReadonlySet<string> = new Set(['update', 'note', 'task', 'action'])

const isVerb = (word: string): word is Verb => Object.hasOwn(verbs, word)

/** `checkout returns 500s p0`, or a verb and what it needs. Any text gives a command or a refusal. */
export function parseIncident(text: string, known: Known): IncidentCommand | Refusal {
  const [first, rest] = takeWord(text)
  const verb = first.toLowerCase()
  const isMeant = isVerb(verb) && (follows[verb]?.test(rest) ?? true)
  if (isMeant && takesWords.has(verb) && takeId(rest)[0] === null && endsWithLevel(rest, known.incidents))
    return { refused: 'declares-or-says', verb, text: rest }
  const command = isMeant ? verbs[verb](rest, known) : null
  if (command !== null) return command
  const single = rest === '' ? parseSingleWord(first, known.incidents) : null
  return single ?? parseTitle(text, known.incidents)
}

/** One word that is almost a verb or a severity is more likely a slip than an incident. */
function parseSingleWord(word: string, policy: IncidentPolicy): IncidentCommand | Refusal | null {
  const id = parseId(word)
  if (id !== null) return { verb: 'timeline', id, filter: null }
  if (findSeverity(policy, word)) return null
  const names = Object.keys(verbs)
  const suggestion = word === '' ? undefined : closest(word, [...names, ...severityWords(policy)])
  if (suggestion === undefined) return null
  return isVerb(suggestion)
    ? { refused: 'unknown-word', what: 'command', given: word, known: names, suggestion }
    : unknownSeverity(word, policy)
}

function parseText(verb: 'update' | 'note' | 'reopen', rest: string): IncidentCommand {
  const [id, said] = takeId(rest)
  return { verb, id, text: (verb === 'reopen' ? withoutBecause(said) : said) || null }
}

function parseSeverity(rest: string, policy: IncidentPolicy): IncidentCommand | Refusal {
  const [before, afterId] = takeId(rest)
  const [word, afterWord] = takeWord(afterId)
  const [after, said] = before === null ? takeId(afterWord) : [before, afterWord]
  if (word === '') return { verb: 'severity', id: before, severity: null, because: null }
  const severity = findSeverity(policy, word)?.level
  if (severity === undefined) return unknownSeverity(word, policy)
  return { verb: 'severity', id: after, severity, because: withoutBecause(said) || null }
}

function unknownSeverity(given: string, policy: IncidentPolicy): Refusal {
  const known = policy.severities.map(({ level }) => level)
  const suggestion = closest(given, severityWords(policy))
  return { refused: 'unknown-word', what: 'severity', given, known, suggestion }
}

const states: Record<string, OpenState | 'resolved'> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  mitigated: 'monitoring',
  fixed: 'monitoring',
  resolved: 'resolved',
}

function parseState(rest: string): IncidentCommand | Refusal {
  const words = splitWords(rest)
  const id = words.map(parseId).find((number) => number !== null) ?? null
  const word = words.find((each) => parseId(each) === null)?.toLowerCase() ?? ''
  const state = Object.hasOwn(states, word) ? states[word] : undefined
  if (state === 'resolved') return { verb: 'resolve', id, text: null, anyway: null }
  if (state !== undefined) return { verb: 'state', id, state }
  const meant = (word && closest(word, ['investigating', 'identified', 'monitoring'])) || 'identified'
  return {
    refused: 'missing-words',
    command: '/incident state',
    missing: 'one of investigating, identified and monitoring',
    example: `/incident state ${meant}${id === null ? '' : ` ${id}`}`,
  }
}

function parseNumber(verb: 'join' | 'claim' | 'verify' | 'link', rest: string): IncidentCommand | Refusal {
  const [word] = takeWord(rest)
  const id = parseId(word)
  if (word === '' || id !== null) return { verb, id }
  return {
    refused: 'missing-words',
    command: `/incident ${verb}`,
    missing: 'the incident’s number, or nothing in its own channel',
    example: `/incident ${verb} 3`,
  }
}
