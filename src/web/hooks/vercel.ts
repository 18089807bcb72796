import { z } from 'zod'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import { type Known, moment, optionalWord, type Reader, reported, serviceOf, text } from './fields.ts'

/** Source: https://vercel.com/docs/webhooks/webhooks-api */
const post = z.object({
  id: text,
  type: text,
  createdAt: moment.default(null),
  payload: z.looseObject({
    target: optionalWord,
    project: z.object({ id: text, name: optionalWord }).nullish().catch(null),
    deployment: z.object({ id: optionalWord, url: optionalWord, name: optionalWord }).nullish().catch(null),
    links: z.object({ deployment: optionalWord, project: optionalWord }).nullish().catch(null),
  }),
})

/** What is said of an alert of Vercel's own, wherever it stands. */
const ownAlert = z.object({
  id: optionalWord,
  title: text,
  description: optionalWord,
  url: optionalWord,
  severity: optionalWord,
})

const fails = ['deployment.error', 'deployment.checks.failed']
const succeeds = ['deployment.succeeded', 'deployment.ready', 'deployment.promoted']

type Event = z.output<typeof post>

export const readVercel: Reader = ({ body }, known) => {
  const event = post.safeParse(body).data
  if (!event) return null
  if (/^alerts?\./.test(event.type)) return readAlert(event, known)
  const isFailed = fails.includes(event.type)
  // A preview that fails is told where it is looked at: on its pull request.
  const isNews = (isFailed || succeeds.includes(event.type)) && event.payload.target === 'production'
  return isNews ? [deployment(event, known, isFailed)] : []
}

const placeOf = (known: Known, project: string | undefined) => {
  const service = serviceOf(known, (one) => one.kind === 'vercel' && one.project === project)
  const policy = known.services.find(({ name }) => name === service)
  const place =
    policy?.kind === 'vercel' &&
    Object.entries(policy.environments).find(([, { target }]) => target === 'production')
  return { service, environment: place ? place[0] : null }
}

function deployment({ payload, createdAt }: Event, known: Known, isFailed: boolean): ReportedAlert {
  const { project, links } = payload
  const name = payload.deployment?.name ?? project?.name ?? 'a project'
  return reported({
    isFiring: isFailed,
    fingerprint: `deployment:${project?.id ?? name}`,
    name: 'deployment',
    title: `A production deployment of ${name} failed on Vercel`,
    summary: payload.deployment?.url ?? null,
    ...placeOf(known, project?.id),
    level: 'warning',
    link: links?.deployment ?? null,
    firedAt: isFailed ? createdAt : null,
    resolvedAt: isFailed ? null : createdAt,
  })
}

/** Their shape is not published whole: what has no title is kept to be looked at. */
function readAlert({ type, payload, createdAt }: Event, known: Known): ReportedAlert[] | null {
  const alert = ownAlert.safeParse(payload.alert ?? payload).data
  if (!alert) return null
  const isFiring = !/resolved|closed|recovered/.test(type)
  return [
    reported({
      isFiring,
      fingerprint: `alert:${alert.id ?? `${payload.project?.id}:${alert.title}`}`,
      name: 'alert',
      title: alert.title,
      summary: alert.description ?? null,
      ...placeOf(known, payload.project?.id),
      level: 'critical',
      link: alert.url ?? payload.links?.project ?? null,
      firedAt: isFiring ? createdAt : null,
      resolvedAt: isFiring ? null : createdAt,
    }),
  ]
}
