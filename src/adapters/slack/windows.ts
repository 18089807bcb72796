import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { reading } from '../../../views/blocks.ts'
import { withinLimits } from '../../../views/limits.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'
import { replyOf } from './answering.ts'
import type { SlackApi } from './api.ts'
import type { Place } from './place.ts'

export type WindowParts = { api: SlackApi; trouble: (error: unknown, reference: string) => string; log: Log }

export type Filling = { view: ModalView; fill?: () => Promise<ModalView> }

const shownView = z.object({ view: z.object({ id: z.string(), hash: z.string() }) })
type Shown = { id: string; hash?: string | undefined }

/** Opens a window at once, then fills it. Throws `UpstreamError` where it does not open; filling never throws. */
export async function openWindow(
  parts: WindowParts,
  place: Place,
  { view, fill }: Filling,
  requestId: string,
) {
  if (!place.triggerId) throw triggerGone()
  const method = place.view?.type === 'modal' ? 'views.push' : 'views.open'
  const args = { trigger_id: place.triggerId, view: fitted(view) }
  const { view: opened } = await parts.api(method, args, shownView)
  if (fill) await fillWindow(parts, opened, { view, fill }, requestId)
}

/** Replaces a window's content, unless it changed since `hash`, then fills it. */
export async function replaceWindow(
  parts: WindowParts,
  window: Shown,
  { view, fill }: Filling,
  requestId: string,
) {
  const replaced = await put(parts, window, view, requestId)
  if (fill && replaced) await fillWindow(parts, replaced, { view, fill }, requestId)
}

/** Shows what `fill` finds, or in words why it found nothing. Never throws. */
export async function fillWindow(
  parts: WindowParts,
  window: Shown,
  { view, fill }: Filling,
  requestId: string,
) {
  const { log, trouble } = parts
  try {
    if (fill) await put(parts, window, await fill(), requestId)
  } catch (error) {
    log.error({ requestId, err: error }, 'A window could not be filled')
    const sentence = trouble(error, requestId)
    const sorry = reading(view.title.text, replyOf(sentence).blocks, view.private_metadata)
    await put(parts, window, sorry, requestId).catch((cause: unknown) => {
      log.error({ requestId, err: cause }, 'A window could not be told what went wrong')
    })
  }
}

/** Closed meanwhile, or showing something newer: both mean that nobody waits for this any more. */
const outdated = new Set(['not_found', 'view_not_found', 'hash_conflict'])

async function put({ api, log }: WindowParts, window: Shown, view: ModalView, requestId: string) {
  try {
    const args = { view_id: window.id, hash: window.hash, view: fitted(view) }
    return (await api('views.update', args, shownView)).view
  } catch (error) {
    if (!(error instanceof UpstreamError) || !outdated.has(error.code ?? '')) throw error
    log.debug({ requestId, code: error.code }, 'A window was closed or changed before it could be updated')
    return null
  }
}

/** Only blocks that a message can hold too are shortened here; Slack's types have more. */
export function fitted(view: ModalView): ModalView {
  return { ...view, blocks: withinLimits(view.blocks as KnownBlock[], 'modal') }
}

function triggerGone(): UpstreamError {
  return new UpstreamError('Slack gave nothing to open a window with.', {
    service: 'Slack',
    isRetryable: false,
    code: 'expired_trigger_id',
  })
}
