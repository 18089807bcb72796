/** The parts that Slack's commands and interactions have in common. https://docs.slack.dev/reference/interaction-payloads */
import { knownUser } from './channels.ts'
import { app, type StoredChannel, team } from './state.ts'
import { newTrigger, type Workspace } from './workspace.ts'

const token = 'sandbox-verification-token'

type Payload = Record<string, unknown>

/** What every interaction carries. `viewId` names the modal that its trigger may push onto. */
export function interaction(workspace: Workspace, type: string, user: string, viewId?: string): Payload {
  const { name } = knownUser(workspace, user)
  return {
    type,
    token,
    api_app_id: app.id,
    team: { id: team.id, domain: team.domain },
    user: { id: user, username: name, name, team_id: team.id },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: newTrigger(workspace, user, viewId),
  }
}

export type TypedCommand = { channel: StoredChannel; command: string; text: string; responseUrl: string }

export function slashCommand(workspace: Workspace, user: string, typed: TypedCommand): Payload {
  const { channel, command, text, responseUrl } = typed
  return {
    token,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user,
    user_name: knownUser(workspace, user).name,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: newTrigger(workspace, user),
  }
}

/** Slack hides the names of private and direct channels here. */
export function channelName({ kind, name }: StoredChannel): string {
  return { public: name, private: 'privategroup', direct: 'directmessage' }[kind]
}

/** Slack's clock for actions: seconds with six decimals, as text. */
export function actionTs({ now }: Workspace): string {
  return (now().getTime() / 1000).toFixed(6)
}
