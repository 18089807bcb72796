import { addMilliseconds } from 'date-fns/addMilliseconds'
import { max } from 'date-fns/max'
import { min } from 'date-fns/min'
import type { AlertLevel } from '../check/check.ts'
import { earliest } from '../earliest.ts'
import type { OpenState } from '../incident/incident.ts'
import { latestMadeAt } from '../updates/update-promise.ts'
import type { Page, PageFact, PageTarget } from './page.ts'
import { factWords } from './page.ts'
import type { WorkingHours } from './working-hours.ts'
import { workingSpan } from './working-hours.ts'

/** Who is paged about what, and who after them where nobody acknowledges. */
export type EscalationRule = {
  name: string
  about: 'incidents' | 'alerts'
  when: {
    /** Those that page, by `pages`; any; or these levels. */
    severities: 'paging' | 'any' | string[]
    /** Of alerts; empty: those levels that page. */
    levels: AlertLevel[]
    /** Milliseconds. */
    openFor: number
    /** One of them is enough; empty: whatever it is about. */
    facts: PageFact[]
    /** The same, for words of the title. */
    words: string[]
    hours: 'any' | 'working'
    /** States of an incident in which it pages; an alert has none. */
    states: readonly OpenState[]
  }
  /** Its steps go out although somebody takes care of it. */
  evenIfAcknowledged: boolean
  steps: EscalationStep[]
}

/** `after` is counted from when the rule began to hold, or from the step before. */
type EscalationStep = { after: number | 'respondWithin'; page: PageTarget[] }

/** What may be paged about, as far as rules ask. */
export type Escalating = {
  about: 'incidents' | 'alerts'
  title: string
  /** No word of its title may be told. */
  isPrivate: boolean
  severity: string | null
  /** An alert's, and whether that pages; null for an incident. */
  level: { name: AlertLevel; pages: boolean } | null
  /** Null for an alert. */
  state: OpenState | null
  isPaging: boolean
  respondWithin: number | null
  facts: readonly PageFact[]
  /** Since when; for a reopened incident since then. */
  since: Date
  round: number
  isAcknowledged: boolean
  /** False while it is paused, not confirmed yet, or over. */
  isActive: boolean
}

export type NextPage =
  | { page: { rule: string; step: number; targets: PageTarget[]; because: string } }
  | { until: Date | null }

/** Where a level has no time to respond, the next one is paged after this. */
const usualResponse = 15 * 60_000

/**
 * Who is to be paged now, or when that may next be. Each step of a rule is taken once, in its turn: after its time, or at
 * once where nobody could be reached by the step before.
 */
export function nextPage(
  it: Escalating,
  pages: readonly Page[],
  rules: readonly EscalationRule[],
  hours: WorkingHours,
  now: Date,
): NextPage {
  if (!it.isActive) return { until: null }
  const later: Date[] = []
  for (const rule of rules.filter((each) => applies(each, it))) {
    const due = nextStep(it, pages, rule, hours, now)
    if (!due) continue
    const { at, ...page } = due
    if (at <= now) return { page: { rule: rule.name, ...page } }
    later.push(at)
  }
  return { until: earliest(later) }
}

function applies({ about, when, evenIfAcknowledged }: EscalationRule, it: Escalating): boolean {
  if (about !== it.about || (it.isAcknowledged && !evenIfAcknowledged)) return false
  const { severities, states } = when
  if (it.state !== null && !states.includes(it.state)) return false
  if (it.level && !(when.levels.length > 0 ? when.levels.includes(it.level.name) : it.level.pages))
    return false
  const isLevel =
    severities === 'any' ||
    (severities === 'paging' ? it.isPaging : it.severity !== null && severities.includes(it.severity))
  const isAboutIt =
    when.facts.length + when.words.length === 0 ||
    factOf(when.facts, it) !== null ||
    wordOf(when.words, it) !== null
  return isLevel && isAboutIt
}

const factOf = (facts: readonly PageFact[], it: Escalating): PageFact | null =>
  facts.find((fact) => it.facts.includes(fact)) ?? null

const wordOf = (words: readonly string[], { title }: Escalating): string | null =>
  words.find((word) =>
    title
      .toLowerCase()
      .split(/[^\p{L}\p{N}-]+/u)
      .includes(word.toLowerCase()),
  ) ?? null

type DueStep = { at: Date; step: number; targets: PageTarget[]; because: string }

function nextStep(
  it: Escalating,
  pages: readonly Page[],
  rule: EscalationRule,
  hours: WorkingHours,
  now: Date,
): DueStep | null {
  const done = pages.filter((page) => page.round === it.round && page.rule === rule.name)
  const step = done.reduce((last, page) => Math.max(last, page.step + 1), 0)
  const next = rule.steps[step]
  if (!next) return null
  const waitMs = next.after === 'respondWithin' ? (it.respondWithin ?? usualResponse) : next.after
  if (step === 0) {
    const from = max([addMilliseconds(it.since, rule.when.openFor), begin(rule, hours, now)])
    return { at: addMilliseconds(from, waitMs), step, targets: next.page, because: reason(rule, it) }
  }
  const before = done.filter((page) => page.step === step - 1)
  const isLost = before.every(({ state }) => state === 'failed')
  const first = min(before.map(({ at }) => at))
  // A page of the future was sent before the clock was set back: better one too early than hours too late.
  const isNow = isLost || first > latestMadeAt(now)
  const because = isLost
    ? 'the page before reached nobody'
    : rule.evenIfAcknowledged
      ? reason(rule, it)
      : `nobody acknowledged it within ${inWords(waitMs)}`
  return { at: isNow ? now : addMilliseconds(first, waitMs), step, targets: next.page, because }
}

/** A rule of working hours begins to hold with them. */
function begin(rule: EscalationRule, hours: WorkingHours, now: Date): Date {
  if (rule.when.hours === 'any') return new Date(0)
  return workingSpan(hours, now)?.from ?? new Date(8.64e15)
}

function reason({ when }: EscalationRule, it: Escalating): string {
  const fact = factOf(when.facts, it)
  if (fact) return factWords[fact]
  const word = wordOf(when.words, it)
  if (word) return it.isPrivate ? 'its title says so' : `its title says “${word}”`
  if (when.openFor > 0) return `it has been open for ${inWords(when.openFor)}`
  if (it.about === 'alerts') return 'an alert is firing'
  return it.severity ? `it is a ${it.severity.toUpperCase()}` : 'an incident was declared'
}

/** "45 seconds", "5 minutes", "2 hours". */
function inWords(ms: number): string {
  const [count, unit] =
    ms < 60_000 ? [ms / 1000, 'second'] : ms < 7_200_000 ? [ms / 60_000, 'minute'] : [ms / 3_600_000, 'hour']
  const shown = Number(count.toFixed(1))
  return `${shown} ${unit}${shown === 1 ? '' : 's'}`
}
