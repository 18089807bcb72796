import { UpstreamError } from '../../domain/errors.ts'
import type { PagerPolicy } from '../../domain/paging/paging-policy.ts'
import type { Pager, PagerMessage } from '../../ports.ts'
import { createMail } from './mail.ts'
import { createPagerDuty } from './pagerduty.ts'
import { createWebhook } from './webhook.ts'

export type PagerAccess = {
  /** `https://events.pagerduty.com` unless something stands in between. */
  pagerDutyUrl: string
  /** Undefined where no mail can be sent. */
  smtpUrl?: string | undefined
}

/** Tells one pager, with a word that is the same for every attempt. */
export type Tell = (key: string, message: PagerMessage) => Promise<void>

/**
 * Everything that takes pages outside Slack. None of it can be asked what it got, so an attempt without an answer is
 * made again, and it is the receiver who knows the two for one: PagerDuty by dedup_key, a webhook by Idempotency-Key.
 * A mail with the same Message-ID may be delivered twice; of all that can happen to a page at night, that is the least bad.
 */
export function createPager(pagers: Readonly<Record<string, PagerPolicy>>, access: PagerAccess): Pager {
  const tellers = new Map(Object.entries(pagers).map(([name, policy]) => [name, tellerOf(policy, access)]))
  return {
    perform: async (key, message) => {
      const tell = tellers.get(message.pager)
      if (!tell) throw unknown(message.pager)
      await tell(key, message)
      return { seen: 'done', outcome: {} }
    },
    observe: async () => ({ seen: 'absent' }),
  }
}

function tellerOf(policy: PagerPolicy, access: PagerAccess): Tell {
  switch (policy.kind) {
    case 'pagerduty':
      return createPagerDuty(policy, access.pagerDutyUrl)
    case 'webhook':
      return createWebhook(policy)
    case 'email':
      return createMail(policy, access.smtpUrl)
  }
}

const unknown = (name: string): UpstreamError =>
  new UpstreamError(`${name} is no longer in pilothouse.yml, so nothing was sent to it.`, {
    service: name,
    isRetryable: false,
  })
