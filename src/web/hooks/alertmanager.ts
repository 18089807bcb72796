import { z } from 'zod'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import {
  factsOf,
  fingerprintOf,
  type Known,
  moment,
  type Post,
  placeOf,
  reported,
  text,
  words,
} from './fields.ts'

const alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: words,
  annotations: words,
  startsAt: moment,
  endsAt: moment,
  generatorURL: text.nullish().catch(null),
  fingerprint: text.nullish().catch(null),
  dashboardURL: text.nullish().catch(null),
  panelURL: text.nullish().catch(null),
  valueString: text.nullish().catch(null),
})
const group = z.object({ alerts: z.array(alert) })

/** Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const readAlertmanager = ({ body }: Post, known: Known): ReportedAlert[] | null =>
  group.safeParse(body).data?.alerts.map((one) => alertFrom(one, known)) ?? null

/**
 * Grafana's own alerts are of nearly the same shape, with links to what they were seen in. Source:
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const readGrafana = ({ body }: Post, known: Known): ReportedAlert[] | null =>
  group.safeParse(body).data?.alerts.map((one) => {
    const { panelURL, dashboardURL, generatorURL, annotations, valueString } = one
    const base = alertFrom(one, known)
    const link = annotations.runbook_url || panelURL || dashboardURL || generatorURL || null
    return reported({ ...base, link, summary: base.summary ?? valueString ?? null })
  }) ?? null

function alertFrom(one: z.output<typeof alert>, known: Known): ReportedAlert {
  const { status, labels, annotations, startsAt, endsAt, generatorURL, fingerprint } = one
  return reported({
    isFiring: status === 'firing',
    fingerprint: fingerprintOf(fingerprint, labels),
    name: labels.alertname ?? '',
    title: annotations.summary ?? labels.alertname ?? '',
    summary: annotations.description ?? annotations.message ?? null,
    ...placeOf(known, labels),
    labels,
    facts: factsOf([labels.fact ?? ''], Number(annotations.error_rate ?? labels.error_rate)),
    link: annotations.runbook_url ?? generatorURL ?? null,
    runbook: annotations.runbook ?? labels.runbook ?? null,
    firedAt: startsAt,
    resolvedAt: endsAt,
    impactAt: moment.parse(annotations.impact_at ?? null),
  })
}
