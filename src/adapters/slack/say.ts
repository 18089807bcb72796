import { z } from 'zod'
import { reading } from '../../../views/blocks.ts'
import { withinLimits } from '../../../views/limits.ts'
import type { Chat, Log, Reply } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import { orAsPictures } from './charts.ts'
import type { Place } from './place.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Shown } from './shown.ts'

export type SayParts = {
  api: SlackApi
  responseUrls: ResponseUrls
  shareFile: Chat['shareFile']
  log: Log
}

type Say = (place: Place, reply: Reply, requestId: string) => Promise<void>
type Route = { name: string; go: () => Promise<unknown> }

const ok = z.object({ ok: z.literal(true) })

/**
 * Says something to one person, by the first way that works: the address Slack gave for the answer, a message in the
 * channel that only they see, a direct message. Never throws.
 */
export function createSay(parts: SayParts): Say {
  return (place, reply, requestId) => firstThatWorks(parts, quietRoutes(parts, place, reply), requestId)
}

/** Like `createSay`, but in a window where the person is looking at one: a form, or the app's home. */
export function createShow(parts: SayParts): Say {
  return (place, reply, requestId) =>
    firstThatWorks(
      parts,
      [...windowRoute(parts, place, reply), ...quietRoutes(parts, place, reply)],
      requestId,
    )
}

async function firstThatWorks({ log }: SayParts, routes: Route[], requestId: string): Promise<void> {
  for (const { name, go } of routes) {
    try {
      await go()
      return
    } catch (error) {
      log.warn({ requestId, err: error, route: name }, 'An answer could not be shown this way')
    }
  }
  log.error({ requestId }, 'An answer could not be shown in any way')
}

function quietRoutes(parts: SayParts, place: Place, { text, blocks }: Reply): Route[] {
  const { api, responseUrls } = parts
  const { user, channel, threadTs, responseUrl } = place
  const fitted = withinLimits(blocks, 'message')
  const routes: Route[] = []
  const route = (name: string, send: (shown: Shown) => Promise<unknown>) =>
    routes.push({
      name,
      go: () => orAsPictures(parts, user, fitted, (blocks) => send({ text, blocks })),
    })
  if (responseUrl) route('response-url', (shown) => responseUrls.answer(responseUrl, shown))
  if (channel && user && !channel.startsWith('D')) {
    const args = { channel, user, thread_ts: threadTs }
    route('ephemeral', (shown) => api('chat.postEphemeral', { ...args, ...shown }, ok, channel))
  }
  if (user) route('direct', (shown) => api('chat.postMessage', { channel: user, ...shown }, ok))
  return routes
}

function windowRoute({ api }: SayParts, { triggerId, view, responseUrl }: Place, reply: Reply): Route[] {
  if (!triggerId || (responseUrl && !view)) return []
  const window = reading('Pilothouse', withinLimits(reply.blocks, 'modal'))
  const method = view?.type === 'modal' ? 'views.push' : 'views.open'
  return [{ name: 'window', go: () => api(method, { trigger_id: triggerId, view: window }, ok) }]
}
