import { inNewestWords } from '../../src/domain/timeline/revision.ts'
import type { TimelineEntry, TimelineEvent } from '../../src/domain/timeline/timeline.ts'
import { calledBy } from '../../src/domain/timeline/timeline.ts'
import { sourceWord } from '../../src/domain/timeline/words.ts'
import { stateInWords } from '../deployment/words.ts'
import { level, setupInWords, stateWords } from '../incident/words.ts'
import { actor, capital, channel, code, group, line, link, time, told, user } from '../text.ts'

const foreign = (text: string): string => line(text, 600)

/** One entry on one line of mrkdwn: when, what, by whom, and the message it came from. */
export function entryLine(entry: TimelineEntry): string {
  const source = entry.permalink ? ` (${link(entry.permalink, sourceWord(entry))})` : ''
  return `${time(entry.at)} · ${eventInWords(entry)}${source}`
}

function eventInWords({ event, actor: by }: TimelineEntry): string {
  const who = actor(by)
  switch (event.kind) {
    case 'declared':
      return `${who} declared a ${foreign(level(event.severity))}: ${foreign(event.title)}`
    case 'channel-opened':
      return `Channel ${channel(event.channel)} was opened`
    case 'step-failed':
      return `${capital(setupInWords(event.step))} did not work: ${told(event.because)}`
    case 'note':
      return `${who} noted: ${foreign(event.text)}`
    case 'message':
      return messageInWords(event, who, by)
    case 'revision':
      return revisionInWords(event, who)
    case 'update':
      return `${who} posted an update: ${updateInWords(event)}`
    case 'holding-update':
      return 'An automatic update was posted, because nobody had written one in time'
    default:
      return changeInWords(event, by)
  }
}

type Change = Exclude<
  TimelineEvent,
  {
    kind:
      | 'declared'
      | 'channel-opened'
      | 'step-failed'
      | 'note'
      | 'message'
      | 'revision'
      | 'update'
      | 'holding-update'
  }
>

function changeInWords(event: Change, by: string): string {
  const who = actor(by)
  switch (event.kind) {
    case 'severity':
      return `${who} changed the severity from ${foreign(level(event.from))} to ${foreign(level(event.to))}${because(event.because)}`
    case 'commander':
      return handOver(event, by)
    case 'state':
      return `${who} changed the state from “${stateWords[event.from]}” to “${stateWords[event.to]}”`
    case 'resolved':
      return `${who} resolved it: ${foreign(event.summary)}`
    case 'reopened':
      return `${who} reopened it${because(event.because)}`
    case 'deployment':
      return deploymentInWords(event)
    case 'operation':
      return `${user(event.for)}: ${foreign(event.did)} (operation ${event.id})`
    case 'happened':
      return `${who} ${withPeople(withTimes(foreign(event.did)))}`
  }
}

function handOver({ from, to }: Extract<TimelineEvent, { kind: 'commander' }>, by: string): string {
  if (by === to) return `${user(to)} took command from ${user(from)}`
  if (by === from) return `${user(from)} handed command to ${user(to)}`
  return `${actor(by)} moved command from ${user(from)} to ${user(to)}`
}

function messageInWords(event: Extract<TimelineEvent, { kind: 'message' }>, who: string, by: string): string {
  const author = event.author ? user(event.author) : 'an app'
  if (event.author === by) return `${who} wrote: ${foreign(event.text)}`
  return `${author} wrote: ${foreign(event.text)} (added by ${who})`
}

function revisionInWords({ of, text }: Extract<TimelineEvent, { kind: 'revision' }>, who: string): string {
  return text === null
    ? `The message of entry ${of} was deleted; its words stay`
    : `${who} corrected entry ${of}: ${foreign(text)}`
}

function updateInWords(event: Extract<TimelineEvent, { kind: 'update' }>): string {
  const parts = [
    foreign(event.whatChanged),
    event.impact ? `Impact: ${foreign(event.impact)}` : null,
    event.nextStep ? `Next: ${foreign(event.nextStep)}` : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function deploymentInWords(event: Extract<TimelineEvent, { kind: 'deployment' }>): string {
  const commit = event.sha ? ` (${code(event.sha.slice(0, 7))})` : ''
  return `${calledBy(event)} ${event.id}, ${foreign(event.service)} → ${foreign(event.environment)}${commit}: ${stateInWords(event.became)}`
}

/** People stand in Pilothouse's own sentences as `@U…`. */
export const withPeople = (escaped: string): string =>
  escaped.replace(/(?<![\w@])@([UWS][A-Z0-9]{8,})\b/g, (_, id: string) =>
    id.startsWith('S') ? group(id) : user(id),
  )

/** Moments stand in Pilothouse's own sentences as in `2026-11-23T14:05:00.000Z`. */
const withTimes = (escaped: string): string =>
  escaped.replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z\b/g, (at) => time(new Date(at)))

const because = (reason: string | null): string => (reason ? `: ${foreign(reason)}` : '')

/** The newest entries that fit in `max`, oldest first, and how many were left out before them. */
export function newestThatFit(
  entries: readonly TimelineEntry[],
  max: number,
  sizeOf: (text: string) => number,
): { lines: string[]; left: number } {
  const lines: string[] = []
  let size = 0
  for (const entry of inNewestWords(entries).toReversed()) {
    const text = entryLine(entry)
    size += sizeOf(text)
    if (size > max) break
    lines.unshift(text)
  }
  return { lines, left: entries.length - lines.length }
}
