import type { TimelineEntry, TimelineEvent } from '../timeline/timeline.ts'
import { calledBy } from '../timeline/timeline.ts'

const longest = 1500

/** What is known since the last update, as plain sentences to be edited; empty where nothing is worth telling. */
export function draftOf(since: readonly Pick<TimelineEntry, 'event'>[]): string {
  const lines = since.flatMap(({ event }) => draftLine(event) ?? [])
  const newest = [...new Set(lines)]
  while (newest.join('\n').length > longest) newest.shift()
  return newest.join('\n')
}

/** Null for what concerns only those who work on it. */
function draftLine(event: TimelineEvent): string | null {
  switch (event.kind) {
    case 'note':
      return sentence(event.text)
    case 'deployment':
      return `${calledBy(event)} ${event.id} of ${event.service} to ${event.environment}: ${event.became.replaceAll('-', ' ')}.`
    case 'operation':
      return sentence(event.did)
    case 'severity':
      return `The severity went from ${event.from.toUpperCase()} to ${event.to.toUpperCase()}.`
    case 'state':
      return `It is now: ${event.to}.`
    case 'reopened':
      return sentence(`It is open again: ${event.because}`)
    default:
      return null
  }
}

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const begun = line.charAt(0).toUpperCase() + line.slice(1)
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`
}
