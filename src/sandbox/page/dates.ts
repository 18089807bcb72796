/** Slack's date tokens, in the reader's own time zone. Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatSlackDate(unix: number, format: string, timeZone: string, now: Date): string {
  const date = new Date(unix * 1000)
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'ago') return ago(date, now)
    const pretty = token.endsWith('_pretty') ? relativeDay(date, timeZone, now) : undefined
    return pretty ?? dateTokens[token.replace(/_pretty$/, '')]?.(date, timeZone) ?? whole
  })
}

const dateTokens: Record<string, (date: Date, timeZone: string) => string> = {
  date: (date, zone) => longDate(date, zone),
  date_num: (date, zone) => dayKey(date, zone),
  date_short: (date, zone) => show(date, zone, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (date, zone) => `${show(date, zone, { weekday: 'long' })}, ${longDate(date, zone)}`,
  time: (date, zone) => clockTime(date, zone),
  time_secs: (date, zone) =>
    show(date, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
}

function longDate(date: Date, timeZone: string): string {
  return show(date, timeZone, { month: 'long', day: 'numeric', year: 'numeric' })
}

/** Hours and minutes, 24-hour clock: `14:05`. */
export function clockTime(date: Date, timeZone: string): string {
  return show(date, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `2026-11-20` in that time zone, to compare days. */
export function dayKey(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(date)
}

export function dayName(date: Date, timeZone: string, now: Date): string {
  const relative = relativeDay(date, timeZone, now)
  if (relative) return relative[0]?.toUpperCase() + relative.slice(1)
  return show(date, timeZone, { weekday: 'long', month: 'long', day: 'numeric' })
}

/** The date and time in full, for a tooltip: `Friday, November 20, 2026 at 14:05 (Europe/Stockholm)`. */
export function fullTime(date: Date, timeZone: string): string {
  return `${dateTokens.date_long?.(date, timeZone)} at ${clockTime(date, timeZone)} (${timeZone})`
}

/** Seconds and microseconds since 1970, as Slack writes them in a `ts`. */
export function dateOfTs(ts: string): Date {
  return new Date(Number(ts) * 1000)
}

/** `datetime-local` wants the wall clock of a zone; this gives the moment that such a wall clock means there. */
export function momentInZone(local: string, timeZone: string): number {
  const asUtc = Date.parse(`${local}Z`)
  const first = asUtc - offsetMs(new Date(asUtc), timeZone)
  return Math.floor((asUtc - offsetMs(new Date(first), timeZone)) / 1000)
}

export function wallClock(unix: number, timeZone: string): string {
  const date = new Date(unix * 1000)
  return new Date(date.getTime() + offsetMs(date, timeZone)).toISOString().slice(0, 16)
}

function offsetMs(date: Date, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    date,
  )
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(date.getTime() / 1000) * 1000
}

function relativeDay(date: Date, timeZone: string, now: Date): string | undefined {
  const days = (Date.parse(dayKey(date, timeZone)) - Date.parse(dayKey(now, timeZone))) / 86_400_000
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)]
}

function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000)
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return format.format(seconds, 'second')
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour')
  return format.format(Math.round(seconds / 86_400), 'day')
}

function show(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone }).format(date)
}
