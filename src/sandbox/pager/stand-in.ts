import { Hono } from 'hono'
import { z } from 'zod'
import { openSaved, type StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import { createTroubles, type Troubles } from '../troubles.ts'
import { inboxPage } from './inbox-page.ts'

export type PagerStandInOptions = {
  now: () => Date
  faults: () => Faults
  file?: string | undefined
  routingKey: string
}

/** An incident of the pager: everything with one dedup_key since it was last resolved. */
type PagerIncident = {
  dedupKey: string
  summary: string
  severity: string
  status: 'triggered' | 'acknowledged' | 'resolved'
  at: string
}

/** A mail as it arrived. */
export type Mail = { at: string; messageId: string; to: string[]; subject: string; text: string }

export type PagerStandIn = Pick<Troubles, 'failNext' | 'loseAnswer'> & {
  /** To be mounted at `/pager`. */
  routes: Hono
  state: { incidents: PagerIncident[]; mails: Mail[] }
  records: StandInRecord[]
  /** Takes a mail that the SMTP server got. */
  takeMail(mail: Omit<Mail, 'at'>): void
}

const event = z.object({
  routing_key: z.string(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().max(255).optional(),
  payload: z
    .object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
    })
    .optional(),
})

/** PagerDuty's Events API v2 for one service, https://developer.pagerduty.com/docs/events-api-v2-overview, and an inbox. */
export function createPagerStandIn({ now, faults, file, routingKey }: PagerStandInOptions): PagerStandIn {
  const saved = openSaved(file, () => ({
    incidents: [] as PagerIncident[],
    mails: [] as Mail[],
    records: [] as StandInRecord[],
  }))
  const { state, changed } = saved
  const troubles = createTroubles((c, status) =>
    c.json({ status: 'error', message: 'Told to fail.' }, status as 500),
  )
  const record = (act: string, key: string, detail: Record<string, unknown>) => {
    state.records.push({ at: now().toISOString(), act, key, detail })
    changed()
  }
  const routes = new Hono()
    .use(troubles.middleware)
    .get('/inbox', (c) => c.html(inboxPage(state)))
    .post('/v2/enqueue', async (c) => {
      if (faults().pagerFails) return c.json({ status: 'error', message: 'Internal Server Error' }, 500)
      const sent = event.safeParse(await c.req.json().catch(() => undefined))
      const errors = sent.success
        ? missing(sent.data, routingKey)
        : sent.error.issues.map(({ path }) => path.join('.'))
      if (!sent.success || errors.length > 0)
        return c.json({ status: 'invalid event', message: 'Event object is invalid', errors }, 400)
      const { event_action: act, dedup_key: key = crypto.randomUUID(), payload } = sent.data
      take(state.incidents, { act, key, payload, at: now().toISOString() })
      record(act, key, { summary: payload?.summary ?? null })
      return c.json({ status: 'success', message: 'Event processed', dedup_key: key }, 202)
    })
  return {
    ...{
      routes,
      state,
      records: state.records,
      failNext: troubles.failNext,
      loseAnswer: troubles.loseAnswer,
    },
    takeMail: (mail) => {
      state.mails.push({ at: now().toISOString(), ...mail })
      record('mail', mail.messageId, { subject: mail.subject, to: mail.to })
    },
  }
}

type Sent = z.output<typeof event>

function missing(sent: Sent, routingKey: string): string[] {
  if (sent.routing_key !== routingKey) return ["'routing_key' is invalid"]
  if (sent.event_action === 'trigger') return sent.payload ? [] : ["'payload' is missing or blank"]
  return sent.dedup_key ? [] : ["'dedup_key' is missing or blank"]
}

type Taken = { act: Sent['event_action']; key: string; payload: Sent['payload']; at: string }

/** What is told again of one that is open changes nothing; one that is acknowledged is not triggered again. */
function take(incidents: PagerIncident[], { act, key, payload, at }: Taken): void {
  const open = incidents.findLast(({ dedupKey, status }) => dedupKey === key && status !== 'resolved')
  if (act === 'trigger' && payload && !open)
    incidents.push({
      dedupKey: key,
      summary: payload.summary,
      severity: payload.severity,
      status: 'triggered',
      at,
    })
  if (act !== 'trigger' && open) open.status = act === 'acknowledge' ? 'acknowledged' : 'resolved'
}
