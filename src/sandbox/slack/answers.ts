/** What Slack tells a person when an app doesn't do its part, and what it does with an app's answer. */
import { Arguments } from './arguments.ts'
import { contentOf } from './chat-methods.ts'
import { addMessage } from './messages.ts'
import type { ActAnswer } from './protocol.ts'
import { SlackRefusal } from './refusal.ts'
import { isDict } from './rules.ts'
import { app, type StoredChannel } from './state.ts'
import type { Delivery, Workspace } from './workspace.ts'

type Undelivered = Exclude<Delivery['outcome'], 'acked'>

export function commandTrouble(command: string, outcome: Undelivered): string {
  if (outcome === 'no-app') return `${command} failed with the error "dispatch_failed": no app is connected.`
  if (outcome === 'refused') return `${command} failed because the app answered with an error.`
  return `${command} failed because the app did not respond.`
}

export function interactionTrouble(outcome: Undelivered): string {
  if (outcome === 'no-app') return 'We had some trouble connecting: no app is connected. Try again?'
  if (outcome === 'refused')
    return 'We had some trouble connecting: the app answered with an error. Try again?'
  return 'We had some trouble connecting: the app did not respond in time. Try again?'
}

/** Words for an app's answer that Slack wouldn't take. */
export function refusalTrouble(error: unknown): ActAnswer {
  if (!(error instanceof SlackRefusal)) throw error
  return { ok: false, trouble: `The app answered with something Slack does not accept (${error.message}).` }
}

type Place = { channel: StoredChannel; user: string; threadTs?: string }

/** Shows a message that an app gave as its answer: to the person alone, or to the channel if it says so. */
export function showResponse(workspace: Workspace, place: Place, response: unknown): void {
  if (!isDict(response) || !(response.text || response.blocks || response.attachments)) return
  const { channel, user, threadTs } = place
  addMessage(workspace, channel, {
    user: app.botUser,
    ...contentOf(new Arguments(response)),
    ...(threadTs ? { threadTs } : {}),
    ...(response.response_type === 'in_channel' ? {} : { ephemeralFor: user }),
  })
}
