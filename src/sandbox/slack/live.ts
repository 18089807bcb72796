/** The open web clients: each gets a snapshot, then everything that its person may see. */

import type { HomeView } from '@slack/types'
import type { WebSocket } from 'ws'
import { canSee } from './channels.ts'
import type { SandboxMessage, ServerEvent, Snapshot } from './protocol.ts'
import { app, team } from './state.ts'
import { openViews } from './view-stack.ts'
import type { Workspace } from './workspace.ts'

export type Live = {
  publish(event: ServerEvent, sees: (user: string) => boolean): void
  add(socket: WebSocket, user: string, snapshot: Snapshot): void
  close(): void
}

export function liveClients(): Live {
  const clients = new Map<WebSocket, string>()
  return {
    publish(event, sees) {
      const text = JSON.stringify(event)
      for (const [socket, user] of clients) if (sees(user)) socket.send(text)
    },
    add(socket, user, snapshot) {
      clients.set(socket, user)
      socket.on('close', () => clients.delete(socket))
      socket.on('error', () => socket.terminate())
      socket.send(JSON.stringify(snapshot))
    },
    close() {
      for (const socket of clients.keys()) socket.terminate()
    },
  }
}

const newest = 200

export function snapshotFor(workspace: Workspace, user: string): Snapshot {
  const { state, manifest } = workspace
  const channels = state.channels.filter((channel) => canSee(channel)(user))
  const home = state.homes[user]
  return {
    type: 'snapshot',
    team,
    me: user,
    botUser: app.botUser,
    users: state.users,
    groups: state.groups,
    channels,
    messages: Object.fromEntries(
      channels.map(({ id }) => [id, visibleTo(workspace, user, id).slice(-newest)]),
    ),
    commands: (manifest.commands ?? []).map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: manifest.shortcuts,
    views: openViews(workspace, user),
    ...(home ? { home: home.view as HomeView } : {}),
    isBotConnected: workspace.app.isConnected(),
  }
}

/** The messages of a channel that this person sees, oldest first. */
export function visibleTo({ state }: Workspace, user: string, channel: string): SandboxMessage[] {
  const messages = state.messages[channel] ?? []
  return messages.filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === user)
}
