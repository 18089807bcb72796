import type { UserId } from '../people.ts'
import type { PageFact } from './page.ts'

/** What something outside found wrong, and for how long. While it fires it is one alert, however often it is told. */
export type Alert = {
  id: number
  /** Which of the configured hooks told it. */
  source: string
  fingerprint: string
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
  firedAt: Date
  /** When it began to hurt, where the source said so. */
  impactAt: Date | null
  receivedAt: Date
  times: number
  state: 'firing' | 'resolved'
  resolvedAt: Date | null
  acknowledged: { by: UserId; at: Date } | null
  incidentId: number | null
}

/** What a source tells of one alert. */
export type ReportedAlert = Pick<
  Alert,
  'fingerprint' | 'title' | 'summary' | 'service' | 'environment' | 'severity' | 'labels' | 'facts' | 'link'
> & {
  isFiring: boolean
  firedAt: Date | null
  resolvedAt: Date | null
  impactAt: Date | null
}
