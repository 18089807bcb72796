import type { OpenIncident, OpenState } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident } from '../incident/change.ts'
import { moveTo } from '../incident/change-state.ts'
import { suggest, whyNotSuggested } from './public.ts'
import type { Published } from './publish-update.ts'
import { publishUpdate } from './publish-update.ts'

export type UpdateToPost = {
  id: number
  whatChanged: string
  impact: string | null
  nextStep: string | null
  /** The state it brings, and the one that the form showed. */
  state?: { to: OpenState; seen: string } | undefined
  /** Words that it suggests for the public page. */
  publicText?: string | null | undefined
}

/** `publicId` is of the words that it suggested. */
type Posted = Published & { publicId?: number }

/** Posts what a person wrote to everybody concerned; the time to the next update starts anew. */
export async function postUpdate(
  deps: Deps,
  update: UpdateToPost,
  invoker: Invoker,
): Promise<Posted | Refusal> {
  const whatChanged = tidy(update.whatChanged)
  if (whatChanged === '') return { refused: 'empty-text', what: 'the update' }
  const written = {
    author: invoker.user,
    whatChanged,
    impact: tidy(update.impact ?? '') || null,
    nextStep: tidy(update.nextStep ?? '') || null,
  }
  const text = tidy(update.publicText ?? '')
  return await changeOpenIncident<Posted>(deps, update.id, 'update', async (trx, incident) => {
    const no = text === '' ? null : whyNotSuggested(deps, incident, text)
    if (no) return no
    const moved = await applyState(deps, trx, incident, update.state, invoker)
    if ('refused' in moved) return moved
    const published = await publishUpdate(deps, trx, moved, { written, by: invoker })
    return text === ''
      ? published
      : { ...published, ...(await suggest(deps, trx, moved, { text, by: invoker })) }
  })
}

/** A state that the person left as the form showed it is no wish to change what somebody else chose meanwhile. */
async function applyState(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  wanted: UpdateToPost['state'],
  invoker: Invoker,
): Promise<OpenIncident | Refusal> {
  if (!wanted || wanted.to === wanted.seen || wanted.to === incident.state) return incident
  if (wanted.seen !== incident.state)
    return { refused: 'changed-meanwhile', what: `the state of incident ${incident.id}` }
  await moveTo(deps, trx, incident, wanted.to, invoker)
  return { ...incident, state: wanted.to }
}
