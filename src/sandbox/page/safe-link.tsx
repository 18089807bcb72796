import type { ComponentChildren } from 'preact'
import { isSafeUrl } from './safe-url.ts'

/** Only addresses that a chat client would open become links; anything else (javascript: …) stays text. */
export function SafeLink({ url, children }: { url: string; children: ComponentChildren }) {
  if (!isSafeUrl(url)) return <span>{children}</span>
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
