import { knownUser } from './channels.ts'
import type { Answer, Call, Methods } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import type { StoredView } from './state.ts'
import { checkedView } from './surfaces.ts'
import { type Filled, newView, openView, pushView, replaceView, stackOf, viewObject } from './view-stack.ts'
import { nextId, record, type Trigger, type Workspace } from './workspace.ts'

export const viewMethods: Methods = {
  'views.open': { tier: 4, run: open },
  'views.push': { tier: 4, run: push },
  'views.update': { tier: 4, run: update },
  'views.publish': { tier: 4, run: publish },
}

function open({ workspace, args }: Call): Answer {
  const id = args.need('trigger_id')
  const view = modalOf(args.json('view'))
  const { user } = takeTrigger(workspace, id)
  return shown(workspace, 'views.open', openView(workspace, user, view))
}

function push({ workspace, args }: Call): Answer {
  const id = args.need('trigger_id')
  const view = modalOf(args.json('view'))
  const { user, viewId } = takeTrigger(workspace, id)
  const isFromModal = stackOf(workspace, user).some((stored) => stored.id === viewId)
  if (!isFromModal) throw new SlackRefusal('invalid_trigger_id')
  return shown(workspace, 'views.push', pushView(workspace, user, view))
}

function modalOf(value: unknown): Filled {
  return checkedView(value, 'modal') as Filled
}

function shown(workspace: Workspace, act: string, stored: StoredView): Answer {
  record(workspace, act, { view: stored.id, user: stored.user, callback_id: stored.view.callback_id })
  return { view: viewObject(stored) }
}

/** Uses a trigger up. Throws invalid_trigger_id, exchanged_trigger_id, expired_trigger_id. */
function takeTrigger({ triggers, elapsedMs, limits }: Workspace, id: string): Trigger {
  const trigger = triggers.get(id)
  if (!trigger) throw new SlackRefusal('invalid_trigger_id')
  if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id')
  if (elapsedMs() - trigger.elapsedMs > limits.triggerMs) throw new SlackRefusal('expired_trigger_id')
  trigger.isUsed = true
  return trigger
}

function update({ workspace, args }: Call): Answer {
  const view = modalOf(args.json('view'))
  const open = Object.values(workspace.state.views).flat()
  const id = args.text('view_id')
  const externalId = args.text('external_id')
  if (!id && !externalId)
    throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: view_id'])
  const stored = open.find((one) => (id ? one.id === id : one.view.external_id === externalId))
  if (!stored) throw new SlackRefusal('not_found')
  refuseOldHash(args.text('hash'), stored)
  replaceView(workspace, stored, view)
  return shown(workspace, 'views.update', stored)
}

function refuseOldHash(hash: string | undefined, stored: StoredView | undefined): void {
  if (hash && stored && hash !== stored.hash) throw new SlackRefusal('hash_conflict')
}

function publish({ workspace, args }: Call): Answer {
  const { id: user } = knownUser(workspace, args.need('user_id'))
  const view = checkedView(args.json('view'), 'home') as Filled & { type: 'home' }
  const before = workspace.state.homes[user]
  refuseOldHash(args.text('hash'), before)
  const stored = newView(before?.id ?? nextId(workspace, 'V'), user, view)
  workspace.state.homes[user] = stored
  workspace.publish({ type: 'home', view }, (other) => other === user)
  return shown(workspace, 'views.publish', stored)
}
