import { createContext } from 'preact'
import { useContext, useRef, useState } from 'preact/hooks'
import { useConfirm } from './confirm.tsx'
import { type AnyElement, type ElementValue, initialValue } from './form-state.ts'
import { useSurface } from './surface.tsx'

/** The block an element stands in. Elements of input blocks keep quiet unless `dispatch_action` is set. */
export type InBlock = {
  blockId: string
  isInput: boolean
  dispatches: boolean
  labelId?: string
  isOptional: boolean
}

export const BlockContext = createContext<InBlock>({
  blockId: '',
  isInput: false,
  dispatches: true,
  isOptional: true,
})

/** One element's value, how to change it, and whether the app is still answering. */
export function useElement(element: AnyElement, actionId: string) {
  const surface = useSurface()
  const confirm = useConfirm()
  const block = useContext(BlockContext)
  const [isWaiting, setWaiting] = useState(false)
  const isSending = useRef(false)
  const { blockId } = block
  const value = surface.typed[blockId]?.[actionId] ?? initialValue(element) ?? {}

  const send = async (change: ElementValue) => {
    if (isSending.current || !(await confirm(element.confirm))) return false
    isSending.current = true
    setWaiting(true)
    if (initialValue(element)) surface.set(blockId, actionId, change)
    await surface.click(blockId, actionId, change)
    isSending.current = false
    setWaiting(false)
    return true
  }
  const keep = (change: ElementValue) => surface.set(blockId, actionId, change)
  /** For elements whose every change is an action outside input blocks. */
  const change = (next: ElementValue) => (block.dispatches ? void send(next) : keep(next))
  return { value, keep, change, send, isWaiting, block, error: surface.errors[blockId] }
}
