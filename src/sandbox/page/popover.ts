import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

type Placement = Record<string, string>

/** Where a popover goes: below its anchor, or above where there is more room. Fixed, so nothing cuts it off. */
export function usePlacement(
  anchor: RefObject<HTMLElement>,
  isOpen: boolean,
  align: 'left' | 'right' = 'left',
) {
  const [style, setStyle] = useState<Placement>({})
  useLayoutEffect(() => {
    if (!isOpen || !anchor.current) return
    setStyle(place(anchor.current.getBoundingClientRect(), align))
  }, [isOpen, anchor, align])
  return style
}

function place(box: DOMRect, align: 'left' | 'right'): Placement {
  const below = innerHeight - box.bottom
  const isBelow = below > 280 || below > box.top
  const left = Math.max(8, Math.min(box.left, innerWidth - 288))
  return {
    position: 'fixed',
    minWidth: `${Math.min(box.width, innerWidth - 16)}px`,
    maxHeight: `${Math.min(340, (isBelow ? below : box.top) - 12)}px`,
    ...(align === 'left' ? { left: `${left}px` } : { right: `${Math.max(8, innerWidth - box.right)}px` }),
    ...(isBelow ? { top: `${box.bottom + 4}px` } : { bottom: `${innerHeight - box.top + 4}px` }),
  }
}

/** Closes when the person presses elsewhere, scrolls away or leaves. */
export function useDismiss(parts: RefObject<HTMLElement>, isOpen: boolean, close: () => void) {
  useEffect(() => {
    if (!isOpen) return
    const press = (event: Event) => {
      if (!parts.current?.contains(event.target as Node)) close()
    }
    document.addEventListener('pointerdown', press, true)
    addEventListener('resize', close)
    return () => {
      document.removeEventListener('pointerdown', press, true)
      removeEventListener('resize', close)
    }
  }, [isOpen])
}
