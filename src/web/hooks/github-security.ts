import { z } from 'zod'
import type { AlertLevel } from '../../domain/check/check.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import { type Known, moment, optionalWord, reported, serviceOf, text } from './fields.ts'

const alert = z.object({
  number: z.number(),
  html_url: optionalWord,
  created_at: moment.default(null),
  // dependabot_alert
  security_advisory: z.object({ summary: text, severity: optionalWord }).nullish().catch(null),
  dependency: z
    .object({ package: z.object({ name: text }) })
    .nullish()
    .catch(null),
  // code_scanning_alert
  rule: z
    .object({ id: optionalWord, description: optionalWord, security_severity_level: optionalWord })
    .nullish()
    .catch(null),
  // secret_scanning_alert
  secret_type_display_name: optionalWord,
  secret_type: optionalWord,
})
type Found = z.output<typeof alert>

const post = z.object({ action: text, repository: z.object({ full_name: text }), alert })

const begins = [
  'created',
  'reopened',
  'reintroduced',
  'auto_reopened',
  'appeared_in_branch',
  'publicly_leaked',
]
const ends = ['fixed', 'dismissed', 'auto_dismissed', 'resolved', 'closed_by_user']

type Kind = { name: string; title: (found: Found) => string | null; level: (found: Found) => AlertLevel }

const graveness: Record<string, AlertLevel> = { critical: 'critical', high: 'warning', medium: 'warning' }

const kinds: Record<string, Kind> = {
  dependabot_alert: {
    name: 'dependabot',
    title: ({ security_advisory: advisory, dependency }) =>
      advisory ? `${dependency?.package.name ?? 'A dependency'}: ${advisory.summary}` : null,
    level: ({ security_advisory: advisory }) => graveness[advisory?.severity ?? ''] ?? 'info',
  },
  code_scanning_alert: {
    name: 'code-scanning',
    title: ({ rule }) => rule?.description ?? rule?.id ?? null,
    level: ({ rule }) => graveness[rule?.security_severity_level ?? ''] ?? 'info',
  },
  secret_scanning_alert: {
    name: 'secret-scanning',
    title: ({ secret_type_display_name: kind, secret_type }) =>
      kind || secret_type ? `A secret was found in the code: ${kind ?? secret_type}` : null,
    level: () => 'critical',
  },
}

/** What GitHub finds unsafe in the code, by the event that tells it. */
export const securityReaders = Object.fromEntries(
  Object.entries(kinds).map(([event, kind]) => [
    event,
    (body: unknown, known: Known) => read(kind, body, known),
  ]),
)

function read(kind: Kind, body: unknown, known: Known): ReportedAlert[] | null {
  const found = post.safeParse(body).data
  const title = found && kind.title(found.alert)
  if (!found || !title) return null
  const { action, alert, repository } = found
  if (![...begins, ...ends].includes(action)) return []
  const isFiring = begins.includes(action)
  return [
    reported({
      isFiring,
      fingerprint: `${kind.name}:${repository.full_name}:${alert.number}`,
      name: kind.name,
      title: `${title} (${repository.full_name})`,
      service: serviceOf(known, (one) => one.repository === repository.full_name),
      level: kind.level(alert),
      facts: ['security'],
      link: alert.html_url ?? null,
      firedAt: isFiring ? alert.created_at : null,
    }),
  ]
}
