import type { ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'

type PaneProps = { title: string; close(): void; children: ComponentChildren }

/** The right-hand side: beside the messages where there is room, over them where there is not. */
export function Pane({ title, close, children }: PaneProps) {
  return (
    <aside
      class="pane"
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}
    >
      <header class="pane-header">
        <h2>{title}</h2>
        <button type="button" class="icon-button" aria-label={`Close ${title.toLowerCase()}`} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="pane-body">{children}</div>
    </aside>
  )
}
