import type { PagerEvent } from '../domain/paging/page.ts'
import type { OutsideAct } from './outside-act.ts'

/** What a pager outside Slack is told. It is kept with the act, so it holds no key and no address. */
export type PagerMessage = {
  /** Its configured name. */
  pager: string
  event: PagerEvent
  /** What it is about; the same for everything that is told of one incident or alert. */
  subject: string
  /** One line of plain text. */
  summary: string
  severity: string | null
  because: string
  /** ISO 8601. */
  at: string
  link: string | null
}

export type Pager = OutsideAct<PagerMessage, object>
