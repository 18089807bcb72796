import type { ComponentChildren } from 'preact'
import { useApp } from './app-context.ts'
import { writePlace } from './place.ts'
import { isSafeUrl } from './safe-url.ts'
import { showMessage } from './show-message.ts'

type LinkProps = { url: string; children: ComponentChildren }

/** Only addresses that a chat client would open become links; anything else (javascript: …) stays text. */
export function SafeLink({ url, children }: LinkProps) {
  if (!isSafeUrl(url)) return <span>{children}</span>
  const permalink = url.startsWith(location.origin) && readPermalink(url)
  if (permalink) return <MessageLink {...permalink}>{children}</MessageLink>
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

type Permalink = { channel: string; ts: string; thread?: string }

/** Slack's permalinks: `/archives/C…/p1795158531000001`, with `thread_ts` for a reply. */
function readPermalink(url: string): Permalink | undefined {
  const [, channel, seconds, micros] = /\/archives\/([CDG]\w+)\/p(\d+)(\d{6})/.exec(url) ?? []
  if (!channel) return undefined
  const thread = new URL(url).searchParams.get('thread_ts')
  return { channel, ts: `${seconds}.${micros}`, ...(thread ? { thread } : {}) }
}

/** Stays in this window, and the person stays who they are. */
function MessageLink({ channel, ts, thread, children }: Permalink & { children: ComponentChildren }) {
  const { place, go } = useApp()
  const there = { channel, ...(thread ? { thread } : {}) }
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    go(there)
    requestAnimationFrame(() => showMessage(thread ?? ts))
  }
  return (
    <a href={`#${writePlace({ user: place.user, ...there })}`} onClick={follow}>
      {children}
    </a>
  )
}
