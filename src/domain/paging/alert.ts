import type { AlertLevel } from '../check/check.ts'
import type { UserId } from '../people.ts'
import type { PageFact } from './page.ts'

/** What something outside found wrong, and for how long. While it fires it is one alert, however often it is told. */
export type Alert = {
  id: number
  /** Which of the configured hooks told it. */
  source: string
  fingerprint: string
  /** What people call it: a rule, a check, or what its source calls it. */
  name: string
  level: AlertLevel
  title: string
  summary: string | null
  /** A configured service or environment where it names one; anything else is among the labels. */
  service: string | null
  environment: string | null
  /** A configured level, for example `p0`. */
  severity: string | null
  labels: Readonly<Record<string, string>>
  facts: readonly PageFact[]
  link: string | null
  /** The runbook that is meant for it, by its name. */
  runbook: string | null
  firedAt: Date
  /** When it began to hurt, where the source said so. */
  impactAt: Date | null
  receivedAt: Date
  times: number
  state: 'firing' | 'resolved'
  resolvedAt: Date | null
  acknowledged: { by: UserId; at: Date } | null
  incidentId: number | null
  /** The alert on whose card it stands; null where it has one of its own. */
  cardOf: number | null
  /** How often it was paged about anew, and since when it waits for somebody to take care of it. */
  round: number
  pagesFrom: Date
  /** When it began to fire, of late. */
  firings: Date[]
  /** Until when nobody is told of it; the last time where that is past. */
  silenced: { until: Date; by: UserId; because: string } | null
}

/** What a source tells of one alert. */
export type ReportedAlert = Pick<
  Alert,
  | 'fingerprint'
  | 'name'
  | 'level'
  | 'title'
  | 'summary'
  | 'service'
  | 'environment'
  | 'severity'
  | 'labels'
  | 'facts'
  | 'link'
  | 'runbook'
> & {
  isFiring: boolean
  firedAt: Date | null
  resolvedAt: Date | null
  impactAt: Date | null
}

export const isSilenced = ({ silenced }: Pick<Alert, 'silenced'>, now: Date): boolean =>
  silenced !== null && silenced.until > now
