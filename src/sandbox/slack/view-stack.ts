/** The modals that a person has open, one over the other, and their home tab. */
import { randomBytes } from 'node:crypto'
import type { AnyBlock, HomeView, ModalView } from '@slack/types'
import { initialValues } from './element-values.ts'
import type { OpenView } from './protocol.ts'
import { SlackRefusal } from './refusal.ts'
import { app, type StoredView, team } from './state.ts'
import { nextId, type Workspace } from './workspace.ts'

const mostViews = 3

export type Filled = (ModalView | HomeView) & { blocks: AnyBlock[] }

export function stackOf({ state }: Workspace, user: string): StoredView[] {
  state.views[user] ??= []
  return state.views[user]
}

/** Closes whatever is open and shows this view. */
export function openView(workspace: Workspace, user: string, view: Filled): StoredView {
  refuseTwin(workspace, view)
  workspace.state.views[user] = []
  return pushView(workspace, user, view)
}

/** Lays a view over the open ones. Throws `push_limit_reached` over three. */
export function pushView(workspace: Workspace, user: string, view: Filled): StoredView {
  const stack = stackOf(workspace, user)
  if (stack.length >= mostViews) throw new SlackRefusal('push_limit_reached')
  refuseTwin(workspace, view)
  const id = nextId(workspace, 'V')
  const stored = {
    ...newView(id, user, view),
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
  }
  stack.push(stored)
  publishViews(workspace, user)
  return stored
}

function refuseTwin({ state }: Workspace, { external_id }: Filled, own?: StoredView): void {
  const open = Object.values(state.views).flat()
  const isTwin = external_id && open.some((other) => other !== own && other.view.external_id === external_id)
  if (isTwin) throw new SlackRefusal('duplicate_external_id')
}

export function newView(id: string, user: string, view: Filled): StoredView {
  return { id, hash: newHash(), user, rootId: id, previousId: null, view, values: initialValues(view.blocks) }
}

function newHash(): string {
  return `${Date.now()}.${randomBytes(4).toString('hex')}`
}

/** Puts other content into an open view. What was filled in stays where block and action keep their ids. */
export function replaceView(workspace: Workspace, stored: StoredView, view: Filled): void {
  refuseTwin(workspace, view, stored)
  const fresh = initialValues(view.blocks)
  for (const [block, actions] of Object.entries(fresh)) {
    for (const [action, value] of Object.entries(actions)) {
      const kept = stored.values[block]?.[action]
      if (kept && kept.type === value.type) actions[action] = kept
    }
  }
  Object.assign(stored, { view, values: fresh, hash: newHash() })
  delete stored.errors
  publishViews(workspace, stored.user)
}

export function closeTop(workspace: Workspace, user: string): void {
  stackOf(workspace, user).pop()
  publishViews(workspace, user)
}

export function closeAll(workspace: Workspace, user: string): void {
  workspace.state.views[user] = []
  publishViews(workspace, user)
}

export function publishViews(workspace: Workspace, user: string): void {
  workspace.changed()
  workspace.publish({ type: 'views', views: openViews(workspace, user) }, (other) => other === user)
}

/** The person's open modals as the web client gets them. */
export function openViews(workspace: Workspace, user: string): OpenView[] {
  return stackOf(workspace, user).map(({ id, view, errors, isBusy }) => ({
    id,
    view: view as ModalView,
    ...(errors ? { errors } : {}),
    ...(isBusy ? { isBusy } : {}),
  }))
}

/** The view as the Web API and payloads show it. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewObject({
  id,
  hash,
  rootId,
  previousId,
  view,
  values,
}: StoredView): Record<string, unknown> {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view,
    id,
    team_id: team.id,
    state: { values },
    hash,
    previous_view_id: previousId,
    root_view_id: rootId,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  }
}
