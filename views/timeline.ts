import type { TimelineEntry, TimelineEvent } from '../src/domain/timeline.ts'
import { stateInWords } from './deployment-words.ts'
import { level, setupInWords, stateWords } from './incident-words.ts'
import { actor, capital, channel, code, line, link, oneLine, shorten, time, user } from './text.ts'

/** How names and foreign words are written: as mrkdwn, or as text that is stored and escaped later. */
type Pen = {
  actor(id: string): string
  user(id: string): string
  channel(id: string, name: string): string
  foreign(text: string): string
}

const longest = 600

const mrkdwn: Pen = { actor, user, channel: (id) => channel(id), foreign: (text) => line(text, longest) }

const plain: Pen = {
  actor: (id) => (id === 'pilothouse' ? 'Pilothouse' : `@${id}`),
  user: (id) => `@${id}`,
  channel: (_, name) => `#${name}`,
  foreign: (text) => shorten(oneLine(text), longest),
}

/** One entry on one line of mrkdwn: when, what, by whom, and the message it came from. */
export function entryLine(entry: TimelineEntry): string {
  const source = entry.permalink ? ` (${link(entry.permalink, 'message')})` : ''
  return `${time(entry.at)} · ${eventInWords(entry, mrkdwn)}${source}`
}

/** The same without markup and without its time: people are `@U…`. Escape it before it is shown. */
export const entryInPlainText = (entry: TimelineEntry): string => eventInWords(entry, plain)

function eventInWords({ event, actor: by }: TimelineEntry, pen: Pen): string {
  const who = pen.actor(by)
  switch (event.kind) {
    case 'declared':
      return `${who} declared a ${pen.foreign(level(event.severity))}: ${pen.foreign(event.title)}`
    case 'channel-opened':
      return `Channel ${pen.channel(event.channel, event.name)} was opened`
    case 'step-failed':
      return `${capital(setupInWords(event.step))} did not work: ${pen.foreign(event.because)}`
    case 'note':
      return `${who} noted: ${pen.foreign(event.text)}`
    case 'message':
      return messageInWords(event, who, by, pen)
    case 'update':
      return `${who} posted an update: ${updateInWords(event, pen)}`
    case 'holding-update':
      return 'An automatic update was posted, because nobody had written one in time'
    default:
      return changeInWords(event, who, pen)
  }
}

type Change = Exclude<
  TimelineEvent,
  { kind: 'declared' | 'channel-opened' | 'step-failed' | 'note' | 'message' | 'update' | 'holding-update' }
>

function changeInWords(event: Change, who: string, pen: Pen): string {
  switch (event.kind) {
    case 'severity':
      return `${who} changed the severity from ${pen.foreign(level(event.from))} to ${pen.foreign(level(event.to))}${because(event.because, pen)}`
    case 'commander':
      return `${pen.user(event.to)} took command from ${pen.user(event.from)}`
    case 'state':
      return `${who} changed the state from “${stateWords[event.from]}” to “${stateWords[event.to]}”`
    case 'resolved':
      return `${who} resolved it: ${pen.foreign(event.summary)}`
    case 'reopened':
      return `${who} reopened it${because(event.because, pen)}`
    case 'deployment':
      return deploymentInWords(event, pen)
  }
}

function messageInWords(
  event: Extract<TimelineEvent, { kind: 'message' }>,
  who: string,
  by: string,
  pen: Pen,
): string {
  const author = event.author ? pen.user(event.author) : 'an app'
  if (event.author === by) return `${who} wrote: ${pen.foreign(event.text)}`
  return `${author} wrote: ${pen.foreign(event.text)} (added by ${who})`
}

function updateInWords(event: Extract<TimelineEvent, { kind: 'update' }>, pen: Pen): string {
  const parts = [
    pen.foreign(event.whatChanged),
    event.impact ? `Impact: ${pen.foreign(event.impact)}` : null,
    event.nextStep ? `Next: ${pen.foreign(event.nextStep)}` : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function deploymentInWords(event: Extract<TimelineEvent, { kind: 'deployment' }>, pen: Pen): string {
  const commit = event.sha ? ` (${pen === mrkdwn ? code(event.sha.slice(0, 7)) : event.sha.slice(0, 7)})` : ''
  return `Deployment ${event.id}, ${pen.foreign(event.service)} → ${pen.foreign(event.environment)}${commit}: ${stateInWords(event.became)}`
}

const because = (reason: string | null, pen: Pen): string => (reason ? `: ${pen.foreign(reason)}` : '')

/** The newest entries that fit in `max`, oldest first, and how many were left out before them. */
export function newestThatFit(
  entries: readonly TimelineEntry[],
  max: number,
  sizeOf: (text: string) => number,
): { lines: string[]; left: number } {
  const lines: string[] = []
  let size = 0
  for (const entry of entries.toReversed()) {
    const text = entryLine(entry)
    size += sizeOf(text)
    if (size > max) break
    lines.unshift(text)
  }
  return { lines, left: entries.length - lines.length }
}
