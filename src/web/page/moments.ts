import { html } from 'hono/html'

/** Puts moments into the words of one time zone. */
export type Moments = {
  /** "23 Nov 2026, 04:00 CET", for people and for programs. */
  time(at: Date): unknown
  /** "November 2026" */
  month(at: Date): string
  /** `2026-11` */
  monthKey(at: Date): string
}

export function momentsIn(timeZone: string): Moments {
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZoneName: 'short', timeZone },
  })
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone })
  const key = new Intl.DateTimeFormat('sv-SE', { month: '2-digit', year: 'numeric', timeZone })
  return {
    time: (at) => html`<time datetime="${at.toISOString()}">${time.format(at)}</time>`,
    month: (at) => month.format(at),
    monthKey: (at) => key.format(at),
  }
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "12 Nov 2026", of a day in UTC, in which looks are counted. */
export const dayInWords = (date: Date): string => day.format(date)
