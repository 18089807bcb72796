import { useEffect, useRef, useState } from 'preact/hooks'
import type { PersonAct, Snapshot } from '../slack/protocol.ts'
import { type App, type Note, type Pane, userOf } from './app-context.ts'
import { type Link, sendAct } from './live.ts'
import { homePlace, type Place } from './place.ts'
import { useNow } from './use-world.ts'

const wideEnoughForGuidePx = 1180
const toastMs = 12_000

/** Everything the components share. Undefined while the server does not know this person. */
export function useAppValue(world: Snapshot, link: Link, place: Place, go: App['go']): App | undefined {
  const now = useNow(10_000)
  const told = useTold(place, world.messages[place.channel]?.at(-1)?.ts ?? '')
  const [pane, setPane] = useState<Pane>(firstPane)
  const [draft, setDraft] = useState({ text: '', count: 0 })
  // The address says who acts: a click right after switching is that person's, before their snapshot has come.
  const me = userOf(world, place.user)
  if (!me) return undefined
  const act = async (wanted: PersonAct) => {
    const answer = await sendAct(place.user, wanted)
    if (answer.trouble) told.tell(answer.trouble)
    return answer
  }
  const openPane = (next: Pane) => {
    localStorage.setItem('pilothouse-sandbox-guide', next === 'none' ? 'closed' : 'open')
    setPane(next)
    if (place.thread) go({})
  }
  const compose = (text: string) => setDraft((last) => ({ text, count: last.count + 1 }))
  return { world, me, place, go, link, now, act, ...told, pane, openPane, draft, compose }
}

function firstPane(): Pane {
  const isClosed = localStorage.getItem('pilothouse-sandbox-guide') === 'closed'
  return !isClosed && innerWidth >= wideEnoughForGuidePx ? 'guide' : 'none'
}

/** Trouble is told as a private line in the channel, or as a toast where no channel is in sight. */
function useTold(place: Place, newestTs: string) {
  const [notes, setNotes] = useState<Note[]>([])
  const [toast, setToast] = useState<string>()
  const count = useRef(0)
  useEffect(() => {
    if (!toast) return
    const timer = setTimeout(() => setToast(undefined), toastMs)
    return () => clearTimeout(timer)
  }, [toast])
  const tell = (text: string) => {
    if (place.channel === homePlace || document.querySelector('dialog[open]')) return setToast(text)
    count.current += 1
    const note = { id: count.current, channel: place.channel, text, at: new Date(), afterTs: newestTs }
    setNotes((all) => [...all, note])
  }
  const dismiss = (noteId: number) => {
    setToast(undefined)
    setNotes((all) => all.filter((note) => note.id !== noteId))
  }
  return { notes, toast, tell, dismiss }
}
