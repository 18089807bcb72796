import { z } from 'zod'
import type { PagerMessage } from '../../ports.ts'
import { createOutside } from '../outside.ts'
import type { Tell } from './pager.ts'
import { post, readFailure } from './request.ts'

/** PagerDuty's own levels, by the place that the incident's has among p0 to p3. */
const severities = new Map([
  ['p0', 'critical'],
  ['p1', 'error'],
  ['p2', 'warning'],
  ['p3', 'info'],
])

/**
 * The Events API v2, https://developer.pagerduty.com/docs/send-alert-event. Events with one dedup_key are one alert, so
 * one that is sent again changes nothing.
 */
export function createPagerDuty({ routingKey }: { routingKey: string }, url: string): Tell {
  const outside = createOutside({
    name: 'PagerDuty',
    secret: 'the routingKey of its service',
    statusPage: 'https://status.pagerduty.com',
    read: readFailure,
  })
  return async (_key, message) => {
    const event = { routing_key: routingKey, event_action: message.event, dedup_key: message.subject }
    const body = JSON.stringify(message.event === 'trigger' ? { ...event, ...triggerOf(message) } : event)
    await outside.act(`take the event “${message.event}”`, z.unknown(), (signal) =>
      post(`${url}/v2/enqueue`, body, {}, signal),
    )
  }
}

/** PagerDuty takes at most 1,024 characters of summary. */
const triggerOf = ({ summary, severity, because, at, link }: PagerMessage) => ({
  client: 'Pilothouse',
  payload: {
    summary: summary.slice(0, 1024).toWellFormed(),
    source: 'pilothouse',
    severity: severities.get(severity ?? '') ?? 'error',
    timestamp: at,
    custom_details: { because, severity },
  },
  ...(link ? { links: [{ href: link, text: 'Its channel in Slack' }] } : {}),
})
