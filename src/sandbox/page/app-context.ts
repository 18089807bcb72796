import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActAnswer, PersonAct, SandboxChannel, SandboxUser, Snapshot } from '../slack/protocol.ts'
import type { Link } from './live.ts'
import type { Place } from './place.ts'

export type Pane = 'none' | 'guide' | 'faults'

/** A private line that only this window knows, as Slackbot would write it. */
export type Note = { id: number; channel: string; text: string; at: Date; afterTs: string }

export type App = {
  world: Snapshot
  me: SandboxUser
  place: Place
  go(change: Partial<Place>): void
  link: Link
  /** Ticks every half minute, for relative times. */
  now: Date
  /** Does the act and says its trouble, if any, where the person is looking. */
  act(act: PersonAct): Promise<ActAnswer>
  notes: Note[]
  tell(text: string): void
  dismiss(noteId: number): void
  toast: string | undefined
  pane: Pane
  openPane(pane: Pane): void
  /** Asks the composer to take this text. */
  draft: { text: string; count: number }
  compose(text: string): void
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('This component was drawn outside the app.')
  return app
}

export function userOf(world: Snapshot, id: string): SandboxUser | undefined {
  return world.users.find((user) => user.id === id)
}

/** What people call it: `#deploys`, or the other person's name for a direct channel. */
export function channelName(world: Snapshot, channel: SandboxChannel): string {
  if (channel.kind !== 'direct') return channel.name
  return userOf(world, channel.peer ?? '')?.realName ?? channel.name
}
