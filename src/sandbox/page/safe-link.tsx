import type { ComponentChildren } from 'preact'

/** Only addresses that a chat client would open become links; anything else (javascript: …) stays text. */
export function SafeLink({ url, children }: { url: string; children: ComponentChildren }) {
  if (!isSafeUrl(url)) return <span>{children}</span>
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

export function isSafeUrl(url: string): boolean {
  return /^(https?:|mailto:|slack:|tel:)/i.test(url)
}
