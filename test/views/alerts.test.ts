import { expect, it } from 'vitest'
import { checkedView, messageBlocks } from '../../src/sandbox/slack/surfaces.ts'
import { alertsReply, silencesReply } from '../../views/alerts/list-reply.ts'
import { postReply, postsReply, silencedReply } from '../../views/alerts/replies.ts'
import { silenceModal } from '../../views/alerts/silence-modal.ts'
import { renderMessage } from '../../views/message.ts'
import { foreignStatus } from './foreign-status.ts'
import { minutesLater, start } from './samples.ts'

const hostile = ['<!channel>', '`'.repeat(30), '*_~', '&lt;<@UEVIL00001>', '😀'.repeat(2000), '']

it.each(hostile)(
  'whatever monitoring writes stays within what Slack accepts, and pings nobody: %s',
  (text) => {
    const [alert, ...others] = foreignStatus(text).alerts
    if (!alert) throw new Error('There is a sample.')
    const silences = others.map(({ id }) => ({
      ...{
        id,
        of: { name: text },
        because: text,
        by: text,
        at: start,
        until: minutesLater(9),
        endedBy: null,
      },
    }))
    const posts = others.map(({ id }) => ({
      id,
      source: text,
      event: text,
      at: start,
      why: text,
      body: text,
    }))
    const counts = others.map(() => ({ source: text, what: text, count: 3, lastAt: start }))
    const flapping = { times: 4, within: 3_600_000 }
    const shown = [
      renderMessage({
        ...{ purpose: 'alert-card', alert, others, isSilenced: true, flapping: { times: 5, withinMs: 1 } },
        ...{ channel: null, runbook: { name: text, title: text }, incident: { id: 3, title: text } },
        deployments: [{ id: 3, service: text, environment: text, state: 'verified', at: start }],
      }),
      renderMessage({ purpose: 'alert-still-fires', alert, by: text, because: text }),
      alertsReply({ firing: others, resolved: others, silences, unreadable: 3, flapping, now: start }),
      silencesReply(silences),
      postsReply(posts, counts),
      postReply({ id: 7, source: text, event: text, at: start, why: text, body: text }),
      silencedReply({ what: 'Alert 3', until: start, count: 1 }),
    ]
    for (const message of shown) {
      messageBlocks(message.blocks)
      expect(message.text.length).toBeLessThanOrEqual(3000)
      const whole = JSON.stringify(message)
      expect(whole).not.toContain('<!channel>')
      expect(whole).not.toContain('<@UEVIL')
    }
    checkedView(silenceModal({ id: 3, title: text }, 2), 'modal')
  },
)
