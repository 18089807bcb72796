import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

type DialogProps = { title: string; isSmall?: boolean; close(): void; children: ComponentChildren }

const focusable =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea:not([disabled]), select, [tabindex="0"]'

/** A modal dialog: Escape closes, Tab stays inside, and focus returns to where it was. */
export function Dialog({ title, isSmall, close, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.showModal()
    return () => before?.focus()
  }, [])
  const onCancel = (event: Event) => {
    event.preventDefault()
    close()
  }
  return (
    <dialog
      ref={box}
      class={isSmall ? 'dialog small' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={onCancel}
      onKeyDown={(event) => keepFocusInside(event, box.current)}
    >
      <header class="dialog-header">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  )
}

function keepFocusInside(event: KeyboardEvent, box: HTMLElement | null) {
  if (event.key !== 'Tab' || !box) return
  const stops = [...box.querySelectorAll<HTMLElement>(focusable)]
  const edge = event.shiftKey ? stops[0] : stops.at(-1)
  const other = event.shiftKey ? stops.at(-1) : stops[0]
  if (document.activeElement !== edge || !other) return
  event.preventDefault()
  other.focus()
}
