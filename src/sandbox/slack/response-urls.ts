/** The addresses at which an app answers a command or click later. https://docs.slack.dev/interactivity/handling-user-interaction */
import { Hono } from 'hono'
import { showResponse } from './answers.ts'
import { Arguments } from './arguments.ts'
import { refuseCharts } from './charts.ts'
import { contentOf } from './chat-methods.ts'
import { findMessage, publishMessage, removeMessage } from './messages.ts'
import { SlackRefusal } from './refusal.ts'
import { type Dict, isDict } from './rules.ts'
import type { StoredChannel, StoredMessage } from './state.ts'
import { type ResponseUrl, record, type Workspace } from './workspace.ts'

export function responseUrlRoutes(workspace: Workspace): Hono {
  return new Hono().post('/:id', async (c) => {
    const url = workspace.responseUrls.get(c.req.param('id'))
    const refusal = url ? whyNotUsable(workspace, url) : 'no_such_url'
    if (!url || refusal) return c.json({ ok: false, error: refusal }, 404)
    const body: unknown = await c.req.json().catch(() => undefined)
    if (!isDict(body)) return c.text('invalid_payload', 400)
    try {
      respond(workspace, url, body)
      url.uses += 1
      return c.text('ok')
    } catch (error) {
      if (error instanceof SlackRefusal)
        return c.json({ ok: false, error: error.code, messages: error.details }, 400)
      throw error
    }
  })
}

function whyNotUsable({ limits, elapsedMs }: Workspace, url: ResponseUrl): string | undefined {
  if (elapsedMs() - url.elapsedMs > limits.responseUrlMs) return 'expired_url'
  if (url.uses >= limits.responseUrlUses) return 'used_url'
}

function respond(workspace: Workspace, { channel: id, user, ts }: ResponseUrl, body: Dict): void {
  refuseCharts(workspace, body.blocks)
  const channel = workspace.state.channels.find((one) => one.id === id)
  if (!channel) throw new SlackRefusal('channel_not_found')
  if (channel.isArchived) throw new SlackRefusal('is_archived')
  const original = ts ? findMessage(workspace, id, ts) : undefined
  if (body.delete_original === true) {
    if (original) removeMessage(workspace, channel, original)
  } else if (body.replace_original === true && original) replace(workspace, channel, original, body)
  else if (body.replace_original === true && ts) throw new SlackRefusal('message_not_found')
  else showResponse(workspace, { channel, user, ...threadOf(body) }, body)
  record(workspace, 'response_url', {
    channel: id,
    user,
    text: body.text,
    replaced: body.replace_original === true,
  })
}

function replace(workspace: Workspace, channel: StoredChannel, original: StoredMessage, body: Dict): void {
  const content = contentOf(new Arguments(body))
  original.text = content.text
  original.blocks = content.blocks
  publishMessage(workspace, channel, original)
}

function threadOf({ thread_ts }: Dict): { threadTs?: string } {
  return typeof thread_ts === 'string' ? { threadTs: thread_ts } : {}
}
