import { useEffect, useState } from 'preact/hooks'
import type { Snapshot } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { compareTs } from './world-state.ts'

type Seen = Record<string, string>

/** What each person has read is kept per window, so that switching to a colleague shows what is new to them. */
export function useUnread(): (channel: string) => boolean {
  const { world, me, place } = useApp()
  const [seen, setSeen] = useState<Seen>({})
  const newestHere = newestTs(world, place.channel)
  useEffect(() => {
    const known = load(me.id)
    const next = { ...known, [place.channel]: newestHere }
    sessionStorage.setItem(storageKey(me.id), JSON.stringify(next))
    setSeen(next)
  }, [me.id, place.channel, newestHere])
  const opened = windowOpened(world)
  return (channel) =>
    channel !== place.channel && compareTs(newestTs(world, channel), seen[channel] ?? opened) > 0
}

function storageKey(user: string): string {
  return `pilothouse-sandbox-seen-${user}`
}

function load(user: string): Seen {
  return JSON.parse(sessionStorage.getItem(storageKey(user)) ?? '{}') as Seen
}

function newestTs(world: Snapshot, channel: string): string {
  const theirs = (world.messages[channel] ?? []).filter((message) => message.user !== world.me)
  return theirs.at(-1)?.ts ?? '0.0'
}

/** The newest message there was when this window first looked: everything older counts as read. */
function windowOpened(world: Snapshot): string {
  const key = 'pilothouse-sandbox-opened'
  const kept = sessionStorage.getItem(key)
  if (kept) return kept
  const newest = Object.keys(world.messages)
    .map((channel) => newestTs(world, channel))
    .sort(compareTs)
    .at(-1)
  sessionStorage.setItem(key, newest ?? '0.0')
  return newest ?? '0.0'
}
