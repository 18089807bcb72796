import type { Arguments } from './arguments.ts'
import type { Tier } from './limits.ts'
import type { Workspace } from './workspace.ts'

export type Call = { workspace: Workspace; args: Arguments }

export type Answer = Record<string, unknown>

/** A Web API method. `scope` names the scopes of which one is needed for this call; none where any token will do. */
export type Method = {
  tier: Tier
  token?: 'bot' | 'app'
  scope?: string[] | ((call: Call) => string[])
  run(call: Call): Answer
}

export type Methods = Record<string, Method>

type Family = 'manage' | 'read' | 'history'

/** Slack names scopes after the kind of channel that a call is about. */
export function channelScope(family: Family, argument = 'channel'): (call: Call) => string[] {
  return ({ workspace, args }) => {
    const id = args.text(argument)
    const kind = workspace.state.channels.find((channel) => channel.id === id)?.kind ?? 'public'
    return [scopeNames[family][kind]]
  }
}

export const scopeNames = {
  manage: { public: 'channels:manage', private: 'groups:write', direct: 'im:write' },
  read: { public: 'channels:read', private: 'groups:read', direct: 'im:read' },
  history: { public: 'channels:history', private: 'groups:history', direct: 'im:history' },
} as const
