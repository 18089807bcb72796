import { useEffect, useState } from 'preact/hooks'
import type { Snapshot } from '../slack/protocol.ts'
import { type Link, listen } from './live.ts'
import { currentPlace, goTo, type Place } from './place.ts'
import { applyEvent } from './world-state.ts'

/** The workspace as this person sees it, kept up to date. */
export function useWorld(user: string): { world: Snapshot | undefined; link: Link } {
  const [world, setWorld] = useState<Snapshot>()
  const [link, setLink] = useState<Link>('connecting')
  useEffect(() => listen(user, (event) => setWorld((known) => applyEvent(known, event)), setLink), [user])
  return { world, link }
}

export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(currentPlace)
  useEffect(() => {
    const follow = () => setPlace(currentPlace())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const go = (change: Partial<Place>) => {
    const { thread: _closed, ...here } = currentPlace()
    goTo({ ...here, ...change })
    setPlace(currentPlace())
  }
  return [place, go]
}

export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
