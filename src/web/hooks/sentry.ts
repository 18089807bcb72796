import { z } from 'zod'
import type { AlertLevel } from '../../domain/check/check.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import {
  type Known,
  moment,
  optionalWord,
  placeOf,
  type Reader,
  reported,
  serviceOf,
  text,
} from './fields.ts'

/*
 * Sentry's integration platform: which of these it is stands in the header sentry-hook-resource. Source:
 * https://docs.sentry.io/integrations/integration-platform/webhooks/
 */

const tags = z
  .array(z.union([z.tuple([text, text]).rest(z.unknown()), z.object({ key: text, value: text })]))
  .catch([])

const issueAlert = z.object({
  data: z.object({
    event: z.object({
      title: text,
      issue_id: optionalWord,
      event_id: optionalWord,
      web_url: optionalWord,
      level: optionalWord,
      environment: optionalWord,
      culprit: optionalWord,
      datetime: moment.default(null),
      tags: tags.default([]),
    }),
    triggered_rule: optionalWord,
  }),
})

const metricAlert = z.object({
  action: z.enum(['critical', 'warning', 'resolved']),
  data: z.object({
    description_title: text,
    description_text: optionalWord,
    web_url: optionalWord,
    metric_alert: z.object({
      id: optionalWord,
      date_started: moment.default(null),
      date_closed: moment.default(null),
      projects: z.array(text).catch([]).default([]),
      alert_rule: z.object({ id: optionalWord, name: optionalWord, environment: optionalWord }),
    }),
  }),
})

const issue = z.object({
  action: text,
  data: z.object({
    issue: z.object({
      id: z.union([text, z.number()]).transform(String),
      title: text,
      level: optionalWord,
      culprit: optionalWord,
      web_url: optionalWord,
      permalink: optionalWord,
      project: z.object({ slug: text }).nullish().catch(null),
    }),
  }),
})

export const readSentry: Reader = ({ body, event }, known) => {
  switch (event) {
    case 'event_alert':
      return readIssueAlert(body, known)
    case 'metric_alert':
      return readMetricAlert(body, known)
    case 'issue':
      return readIssue(body, known)
    case 'installation':
    case 'comment':
    case 'error':
      return []
    default:
      return null
  }
}

const levels: Record<string, AlertLevel> = { fatal: 'critical', info: 'info', debug: 'info' }

/** Its levels are those of log lines: an error is what most of its issues are. */
const levelFrom = (word: string | null | undefined): AlertLevel => levels[word ?? ''] ?? 'warning'

const projectOf = (known: Known, slug: string | undefined) => serviceOf(known, ({ name }) => name === slug)

function readIssueAlert(body: unknown, known: Known): ReportedAlert[] | null {
  const data = issueAlert.safeParse(body).data?.data
  if (!data) return null
  const { event, triggered_rule } = data
  const labels = Object.fromEntries(
    event.tags.map((tag) => ('key' in tag ? [tag.key, tag.value] : [tag[0], tag[1]])),
  )
  const service = labels.service ?? null
  const environment = event.environment ?? labels.environment ?? null
  return [
    reported({
      isFiring: true,
      fingerprint: `issue:${event.issue_id ?? event.event_id ?? event.title}`,
      name: triggered_rule ?? 'issue',
      title: event.title,
      summary: event.culprit ?? null,
      ...placeOf(known, { service, environment }),
      level: levelFrom(event.level),
      labels,
      link: event.web_url ?? null,
      firedAt: event.datetime,
    }),
  ]
}

function readMetricAlert(body: unknown, known: Known): ReportedAlert[] | null {
  const post = metricAlert.safeParse(body).data
  if (!post) return null
  const { action, data } = post
  const { metric_alert: alert } = data
  return [
    reported({
      isFiring: action !== 'resolved',
      fingerprint: `metric:${alert.alert_rule.id ?? alert.alert_rule.name ?? alert.id}`,
      name: alert.alert_rule.name ?? 'metric',
      title: data.description_title,
      summary: data.description_text ?? null,
      ...placeOf(known, { environment: alert.alert_rule.environment ?? null }),
      service: projectOf(known, alert.projects[0]),
      level: action === 'critical' ? 'critical' : 'warning',
      link: data.web_url ?? null,
      firedAt: alert.date_started,
      resolvedAt: alert.date_closed,
    }),
  ]
}

const begins = ['created', 'unresolved']
const ends = ['resolved', 'archived', 'ignored']

function readIssue(body: unknown, known: Known): ReportedAlert[] | null {
  const post = issue.safeParse(body).data
  if (!post) return null
  const { action } = post
  if (![...begins, ...ends].includes(action)) return []
  const { id, title, level, culprit, web_url, permalink, project } = post.data.issue
  return [
    reported({
      isFiring: begins.includes(action),
      fingerprint: `issue:${id}`,
      name: 'issue',
      title,
      summary: culprit ?? null,
      service: projectOf(known, project?.slug),
      level: levelFrom(level),
      link: web_url ?? permalink ?? null,
    }),
  ]
}
