import { z } from 'zod'
import { factsOf, fingerprintOf, moment, placeOf, type Reader, reported, text, words } from './fields.ts'
import { readMapped } from './mapped.ts'

const generic = z.object({
  title: text.min(1),
  status: z.enum(['firing', 'resolved']).default('firing'),
  fingerprint: text.nullish(),
  name: text.nullish(),
  summary: text.nullish(),
  service: text.nullish(),
  environment: text.nullish(),
  severity: text.nullish(),
  runbook: text.nullish(),
  link: text.nullish(),
  startedAt: moment.default(null),
  endedAt: moment.default(null),
  impactAt: moment.default(null),
  labels: words.default({}),
  facts: z.array(text).catch([]).default([]),
  errorRate: z.number().nullish(),
})
const posts = z.union([z.object({ alerts: z.array(generic) }), generic])

/** A shape of our own, or any other by a mapping. */
export const readGeneric: Reader = ({ body }, known, { mapping }) => {
  if (mapping) return readMapped(body, mapping, known)
  const found = posts.safeParse(body).data
  if (!found) return null
  return ('alerts' in found ? found.alerts : [found]).map((post) => {
    const { title, service, environment, labels } = post
    const place = { service: service ?? '', environment: environment ?? '', severity: post.severity ?? '' }
    return reported({
      isFiring: post.status === 'firing',
      fingerprint: fingerprintOf(post.fingerprint, { title, ...place, ...labels }),
      name: post.name ?? labels.alertname ?? title,
      title,
      summary: post.summary ?? null,
      ...placeOf(known, place),
      labels,
      facts: factsOf(post.facts, post.errorRate ?? 0),
      link: post.link ?? null,
      runbook: post.runbook ?? null,
      firedAt: post.startedAt,
      resolvedAt: post.endedAt,
      impactAt: post.impactAt,
    })
  })
}
