import { useState } from 'preact/hooks'

const storageKey = 'pilothouse-sandbox-dismissed'

/** Private messages that were put away in this window, by their ts. */
export function useDismissed(): [ReadonlySet<string>, (ts: string) => void] {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(
    () => new Set(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as string[]),
  )
  const dismiss = (ts: string) => {
    const next = new Set(dismissed).add(ts)
    sessionStorage.setItem(storageKey, JSON.stringify([...next]))
    setDismissed(next)
  }
  return [dismissed, dismiss]
}
