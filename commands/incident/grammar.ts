import type { OpenState } from '../../src/domain/incident/incident.ts'
import { findSeverity, severityWords } from '../../src/domain/incident/severity.ts'
import type { IncidentPolicy, TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import type { CureCommand } from '../cure/grammar.ts'
import { cureVerbs, isCure } from '../cure/grammar.ts'
import { type DeclareCommand, parseDeclare } from '../declare/grammar.ts'
import type { DrillCommand } from '../drill/grammar.ts'
import { isDrillTitle, parseDrill } from '../drill/grammar.ts'
import { isLifecycle, type LifecycleCommand, lifecycleVerbs } from '../lifecycle/grammar.ts'
import type { MetricsCommand } from '../metrics/grammar.ts'
import { isMetricsTitle, parseMetrics } from '../metrics/grammar.ts'
import type { PagingCommand } from '../paging/grammar.ts'
import { parseAck, parseFromAlert, parsePage } from '../paging/grammar.ts'
import { isPostmortem, type PostmortemCommand, postmortemVerbs } from '../postmortem/grammar.ts'
import type { RoleCommand } from '../roles/grammar.ts'
import { parseAnswer, parseCommander, parseRole } from '../roles/grammar.ts'
import type { RunbookCommand } from '../runbooks/grammar.ts'
import { parseRunbookName, parseStep } from '../runbooks/grammar.ts'
import type { TaskCommand } from '../tasks/grammar.ts'
import { parseTask, parseTaskChange, parseTasks } from '../tasks/grammar.ts'
import type { TimelineCommand } from '../timeline/grammar.ts'
import { parseAmend, parseExport, parseTimeline } from '../timeline/grammar.ts'
import { parseCadence, parsePublic, parsePublish, type UpdateCommand } from '../updates/grammar.ts'
import { parseId, splitWords } from '../words.ts'
import { parseResolve, type ResolveCommand } from './resolve-grammar.ts'
import { parseTitle } from './title.ts'
import { takeId, takeWord, withoutBecause } from './typed.ts'

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
  | LifecycleCommand
  | PostmortemCommand
  | { verb: 'claim' | 'join' | 'verify' | 'link'; id: number | null }
  | TimelineCommand
  | RoleCommand
  | UpdateCommand
  | RunbookCommand
  | CureCommand
  | PagingCommand

/** What a text is read against. */
type Known = Pick<TeamConfig, 'incidents' | 'services'>

type Parse = (rest: string, known: Known) => IncidentCommand | Refusal

/** What may stand first, with what reads the rest; `commander` is how some people say `role commander`. */
const verbs: Record<
  Exclude<IncidentCommand['verb'], 'form' | 'ack-alert'> | 'commander' | 'private' | 'triage' | 'anyway',
  Parse
> = {
  declare: (rest, { incidents }) => parseDeclare('declare', rest, incidents),
  private: (rest, { incidents }) => parseDeclare('private', rest, incidents),
  triage: (rest, { incidents }) => parseDeclare('triage', rest, incidents),
  anyway: (rest, { incidents }) => parseDeclare('anyway', rest, incidents),
  join: (rest) => parseNumber('join', rest),
  severities: () => ({ verb: 'severities' }),
  update: (rest) => parseText('update', rest),
  note: (rest) => parseText('note', rest),
  severity: (rest, { incidents }) => parseSeverity(rest, incidents),
  role: (rest, { incidents }) => parseRole(rest, incidents),
  commander: parseCommander,
  accept: (rest, { incidents }) => parseAnswer('accept', rest, incidents),
  'decline-role': (rest, { incidents }) => parseAnswer('decline-role', rest, incidents),
  runbook: parseRunbookName,
  tick: (rest) => parseStep('tick', rest),
  untick: (rest) => parseStep('untick', rest),
  claim: (rest) => parseNumber('claim', rest),
  state: parseState,
  resolve: parseResolve,
  reopen: (rest) => parseText('reopen', rest),
  timeline: parseTimeline,
  export: parseExport,
  amend: parseAmend,
  list: () => ({ verb: 'list' }),
  oncall: () => ({ verb: 'oncall' }),
  verify: (rest) => parseNumber('verify', rest),
  help: () => ({ verb: 'help' }),
  drill: (rest, { incidents }) =>
    isDrillTitle(rest, incidents) ? parseTitle(`drill ${rest}`, incidents) : parseDrill(rest),
  drills: () => ({ verb: 'drills' }),
  metrics: (rest, { incidents }) =>
    isMetricsTitle(rest, incidents)
      ? parseTitle(`metrics ${rest}`, incidents)
      : parseMetrics(rest, incidents),
  task: (rest) => parseTask('task', rest),
  action: (rest) => parseTask('action', rest),
  tasks: parseTasks,
  done: (rest) => parseTaskChange('done', rest),
  drop: (rest) => parseTaskChange('drop', rest),
  assign: (rest) => parseTaskChange('assign', rest),
  due: (rest) => parseTaskChange('due', rest),
  ...lifecycleVerbs,
  cadence: parseCadence,
  public: (rest, { incidents }) => parsePublic(rest, incidents) ?? parseTitle(`public ${rest}`, incidents),
  publish: (rest, { incidents }) => parsePublish('publish', rest) ?? parseTitle(`publish ${rest}`, incidents),
  reject: (rest, { incidents }) => parsePublish('reject', rest) ?? parseTitle(`reject ${rest}`, incidents),
  link: (rest) => parseNumber('link', rest),
  ...cureVerbs,
  ...postmortemVerbs,
  ack: (rest, { incidents }) => parseAck(rest) ?? parseTitle(`ack ${rest}`, incidents),
  page: (rest, { incidents }) => parsePage(rest, incidents) ?? parseTitle(`page ${rest}`, incidents),
  'from-alert': parseFromAlert,
}
type Verb = keyof typeof verbs

/** A number comes first here, if anything does: "list page is broken" is a title. */
const takesNoText: Verb[] = [
  ...([
    'claim',
    'join',
    'severities',
    'timeline',
    'export',
    'list',
    'drills',
    'oncall',
    'verify',
    'link',
    'help',
  ] as const),
  ...(['tasks', 'done', 'drop', 'assign', 'due', 'tick', 'untick'] as const),
]

const isVerb = (word: string): word is Verb => Object.hasOwn(verbs, word)

/** `checkout returns 500s p0`, or a verb and what it needs. Any text gives a command or a refusal. */
export function parseIncident(text: string, known: Known): IncidentCommand | Refusal {
  const [first, rest] = takeWord(text)
  const verb = first.toLowerCase()
  if (isVerb(verb) && !isSentence(verb, rest)) return verbs[verb](rest, known)
  const single = rest === '' ? parseSingleWord(first, known.incidents) : null
  return single ?? parseTitle(text, known.incidents)
}

function isSentence(verb: Verb, rest: string): boolean {
  if (Object.hasOwn(lifecycleVerbs, verb)) return !isLifecycle(verb, rest)
  if (Object.hasOwn(cureVerbs, verb)) return !isCure(verb, rest)
  if (Object.hasOwn(postmortemVerbs, verb)) return !isPostmortem(verb, rest)
  const words = splitWords(rest)
  if (verb === 'accept') return words.length > 2
  return takesNoText.includes(verb) && words.length > 1 && parseId(words[0]) === null
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
