import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDismiss, usePlacement } from './popover.ts'

type MenuItem = { label: ComponentChildren; hint?: string; isChosen?: boolean; pick(): void }

type MenuProps = {
  label: string
  className: string
  items: MenuItem[]
  align?: 'left' | 'right'
  isDisabled?: boolean
  children: ComponentChildren
}

/** A button with a menu: arrows move, Enter picks, Escape closes and returns to the button. */
export function Menu({ label, className, items, align = 'right', isDisabled, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const style = usePlacement(button, isOpen, align)
  useDismiss(whole, isOpen, () => setOpen(false))
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div class="menu-anchor" ref={whole} data-open={isOpen}>
      <button
        ref={button}
        type="button"
        class={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && <MenuList label={label} items={items} style={style} close={close} />}
    </div>
  )
}

type ListProps = { label: string; items: MenuItem[]; style: Record<string, string>; close(): void }

function MenuList({ label, items, style, close }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => focusItem(list.current, 0), [])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) focusItem(list.current, step)
    else if (event.key !== 'Escape' && event.key !== 'Tab') return
    else close()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      class="popover"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      ref={list}
      style={style}
      onKeyDown={onKeyDown}
    >
      {items.map((item, index) => (
        <button
          key={index}
          type="button"
          class="menu-item"
          role="menuitem"
          tabIndex={-1}
          aria-current={item.isChosen ? 'true' : undefined}
          onClick={() => {
            close()
            item.pick()
          }}
        >
          <span class="menu-label">{item.label}</span>
          {item.hint && <span class="menu-hint">{item.hint}</span>}
        </button>
      ))}
      {items.length === 0 && <p class="menu-none">Nothing to choose here yet.</p>}
    </div>
  )
}

function focusItem(list: HTMLElement | null, step: number) {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at < 0 ? 0 : at + step + items.length) % items.length]?.focus()
}
