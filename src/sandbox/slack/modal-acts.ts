/** Submitting and closing modals. https://docs.slack.dev/surfaces/modals */
import { interactionTrouble, refusalTrouble } from './answers.ts'
import { mergeValues } from './click-acts.ts'
import { elementsIn, isEmptyValue } from './element-values.ts'
import { interaction } from './payloads.ts'
import type { ActAnswer, PersonAct } from './protocol.ts'
import { type Dict, isDict } from './rules.ts'
import type { StoredView } from './state.ts'
import { checkedView } from './surfaces.ts'
import {
  closeAll,
  closeTop,
  type Filled,
  publishViews,
  pushView,
  replaceView,
  stackOf,
  viewObject,
} from './view-stack.ts'
import type { Workspace } from './workspace.ts'

type Act<Kind extends PersonAct['do']> = Extract<PersonAct, { do: Kind }>

const gone: ActAnswer = { ok: false, trouble: 'This window was closed in the meantime.' }

export async function submit(workspace: Workspace, user: string, act: Act<'submit'>): Promise<ActAnswer> {
  const stored = stackOf(workspace, user).find(({ id }) => id === act.viewId)
  if (!stored) return gone
  mergeValues(stored.values, act.state)
  const errors = inputErrors(stored)
  if (errors) return showErrors(workspace, stored, errors)
  delete stored.errors
  stored.isBusy = true
  publishViews(workspace, user)
  const payload = {
    ...interaction(workspace, 'view_submission', user, stored.id),
    view: viewObject(stored),
    response_urls: [],
  }
  const delivery = await workspace.app.deliver({ type: 'interactive', payload })
  delete stored.isBusy
  publishViews(workspace, user)
  if (delivery.outcome !== 'acked') return { ok: false, trouble: interactionTrouble(delivery.outcome) }
  try {
    return follow(workspace, stored, delivery.response)
  } catch (error) {
    return refusalTrouble(error)
  }
}

/** What Slack's own client checks before it sends anything. */
function inputErrors({ view, values }: StoredView): Record<string, string> | undefined {
  const errors = elementsIn(view.blocks).flatMap(({ block, blockId, actionId, element }) => {
    const value = values[blockId]?.[actionId]
    const problem = block.type === 'input' ? inputProblem(block, element, value) : undefined
    return problem ? [[blockId, problem]] : []
  })
  return errors.length > 0 ? Object.fromEntries(errors) : undefined
}

function inputProblem(block: Dict, element: Dict, value: Dict | undefined): string | undefined {
  if (isEmptyValue(value)) return block.optional === true ? undefined : 'Please complete this required field.'
  if (element.type !== 'plain_text_input') return undefined
  const { length } = String(value?.value)
  const least = Number(element.min_length ?? 0)
  const most = Number(element.max_length ?? 3000)
  if (length < least) return `Please enter at least ${least} characters.`
  if (length > most) return `Please enter at most ${most} characters.`
}

function showErrors(workspace: Workspace, stored: StoredView, errors: Record<string, string>): ActAnswer {
  stored.errors = errors
  publishViews(workspace, stored.user)
  return { ok: false, errors }
}

/** Does what the app's `response_action` says; without one the modal closes. */
function follow(workspace: Workspace, stored: StoredView, response: unknown): ActAnswer {
  const { response_action: action, view, errors } = isDict(response) ? response : {}
  if (action === 'errors') return followErrors(workspace, stored, errors)
  if (action === 'update') replaceView(workspace, stored, checkedView(view, 'modal') as Filled)
  else if (action === 'push') pushView(workspace, stored.user, checkedView(view, 'modal') as Filled)
  else if (action === 'clear') closeAll(workspace, stored.user)
  else closeTop(workspace, stored.user)
  return { ok: true }
}

function followErrors(workspace: Workspace, stored: StoredView, errors: unknown): ActAnswer {
  const told = isDict(errors) ? Object.entries(errors).map(([block, text]) => [block, String(text)]) : []
  const inputs = elementsIn(stored.view.blocks).filter(({ block }) => block.type === 'input')
  const stray = told.find(([block]) => !inputs.some(({ blockId }) => blockId === block))
  if (told.length === 0 || stray) {
    const trouble = `The app reported an error for a field that is not in the window (${stray?.[0] ?? 'none'}).`
    return { ok: false, trouble }
  }
  return showErrors(workspace, stored, Object.fromEntries(told))
}

/** Closes the top modal, or all of them where the view says so, and tells the app if it asked to hear of it. */
export async function close(workspace: Workspace, user: string, act: Act<'close'>): Promise<ActAnswer> {
  const stored = stackOf(workspace, user).find(({ id }) => id === act.viewId)
  if (stored?.view.type !== 'modal') return gone
  const isCleared = stored.view.clear_on_close === true
  if (isCleared) closeAll(workspace, user)
  else closeTop(workspace, user)
  if (!stored.view.notify_on_close) return { ok: true }
  const { trigger_id: _unused, ...common } = interaction(workspace, 'view_closed', user)
  const payload = { ...common, view: viewObject(stored), is_cleared: isCleared }
  await workspace.app.deliver({ type: 'interactive', payload })
  return { ok: true }
}
