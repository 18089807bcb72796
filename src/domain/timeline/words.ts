import type { TimelineEntry, TimelineEvent } from './timeline.ts'
import { calledBy } from './timeline.ts'

const longest = 600

/** One entry in plain text without its time, as kept with a status update. People are `@U…`; nothing is escaped. */
export function entryInWords({ event, actor }: Pick<TimelineEntry, 'event' | 'actor'>): string {
  return shorten(wholeEntryInWords({ event, actor }).replace(/\s+/g, ' '))
}

/** The same in full, with its line breaks. */
export function wholeEntryInWords({ event, actor }: Pick<TimelineEntry, 'event' | 'actor'>): string {
  return eventInWords(event, actor === 'pilothouse' ? 'Pilothouse' : `@${actor}`)
}

/** People and user groups by name; Slack writes them into commands as `<@U…|maya>`. */
export const withNames = (text: string, nameOf: (id: string) => string): string =>
  text
    .replace(/<(?:@|!subteam\^)([UWS][A-Z0-9]+)(?:\|[^>]*)?>/g, '@$1')
    .replace(/(?<![\w@])@([UWS][A-Z0-9]{8,})\b/g, (_, id: string) => nameOf(id))

/** What an entry's link leads to: an alert's own page, or the message in Slack that it came from. */
export const sourceWord = ({ event }: Pick<TimelineEntry, 'event'>): string =>
  event.kind === 'happened' && event.topic === 'alert' ? 'alert' : 'message'

function eventInWords(event: TimelineEvent, who: string): string {
  switch (event.kind) {
    case 'declared':
      return `${who} declared a ${event.severity.toUpperCase()}: ${event.title}`
    case 'channel-opened':
      return `Channel #${event.name} was opened`
    case 'step-failed':
      return `This did not work: ${event.step.replaceAll('-', ' ')}: ${event.because}`
    case 'note':
      return `${who} noted: ${event.text}`
    case 'message':
      return `${event.author ? `@${event.author}` : 'An app'} wrote: ${event.text}`
    case 'revision':
      return revisionInWords(event, who)
    case 'update':
      return `${who} posted an update: ${event.whatChanged}`
    case 'holding-update':
      return 'An automatic update was posted'
    case 'deployment':
      return `${calledBy(event)} ${event.id}, ${event.service} → ${event.environment}, is now: ${event.became.replaceAll('-', ' ')}`
    case 'operation':
      return `By @${event.for}: ${event.did} (operation ${event.id})`
    case 'happened':
      return `${who} ${event.did}`
    default:
      return changeInWords(event, who)
  }
}

function revisionInWords({ of, text }: Extract<TimelineEvent, { kind: 'revision' }>, who: string): string {
  return text === null
    ? `The message of entry ${of} was deleted; its words stay`
    : `${who} corrected entry ${of}: ${text}`
}

type Change = Extract<TimelineEvent, { kind: 'severity' | 'commander' | 'state' | 'resolved' | 'reopened' }>

function changeInWords(event: Change, who: string): string {
  switch (event.kind) {
    case 'severity': {
      const why = event.because ? `: ${event.because}` : ''
      return `${who} changed the severity from ${event.from.toUpperCase()} to ${event.to.toUpperCase()}${why}`
    }
    case 'commander':
      return handOverInWords(event, who)
    case 'state':
      return `${who} changed the state from ${event.from} to ${event.to}`
    case 'resolved':
      return `${who} resolved it: ${event.summary}`
    case 'reopened':
      return `${who} reopened it: ${event.because}`
  }
}

function handOverInWords({ from, to }: Extract<Change, { kind: 'commander' }>, who: string): string {
  if (who === `@${to}`) return `${who} took command from @${from}`
  if (who === `@${from}`) return `${who} handed command to @${to}`
  return `${who} moved command from @${from} to @${to}`
}

const shorten = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`
