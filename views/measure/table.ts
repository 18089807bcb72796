import type { KnownBlock } from '@slack/types'
import { shorten } from '../text.ts'

/** Slack takes a hundred rows; nobody reads more than fifty. */
const mostRows = 50

/** Rows of plain text below their titles. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): KnownBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: shorten(text, 120) || '–' })
  return {
    type: 'table',
    rows: [titles, ...rows.slice(0, mostRows)].map((row) => row.map(cell)),
    column_settings: titles.map(() => ({ align: 'left', is_wrapped: true })),
  }
}

/** At most two digits behind the point, and none of a large number. */
export const number = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toFixed(2)))
