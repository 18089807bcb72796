import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SandboxChannel } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { type Suggestion, suggest } from './suggestions.ts'
import { useSend } from './use-send.ts'

/** The message box: its text, what it suggests, and what its keys do. */
export function useComposer(channel: SandboxChannel, threadTs: string | undefined) {
  const { world } = useApp()
  const typed = useTyped(threadTs)
  const { text, caret, isQuiet, write, quiet } = typed
  const [at, setAt] = useState(0)
  const { send, isSending, lastCommand } = useSend(channel, threadTs)
  const suggestions = isQuiet ? [] : suggest(text, caret, world)
  useLayoutEffect(() => setAt(0), [text])
  const complete = ({ from, insert }: Suggestion) => write(text.slice(0, from) + insert + text.slice(caret))
  const submit = (event?: Event) => {
    event?.preventDefault()
    if (text.trim() === '' || isSending) return
    void send(text.trim())
    write('')
  }
  const count = suggestions.length
  const chosen = suggestions[at]
  const recall = text === '' && lastCommand !== '' && (() => write(lastCommand, true))
  const onKeyDown = keyDown({
    Escape: count > 0 && quiet,
    Tab: chosen && (() => complete(chosen)),
    Enter: isWhole(chosen, text) ? submit : () => chosen && complete(chosen),
    ArrowDown: count > 0 && (() => setAt((at + 1) % count)),
    ArrowUp: count > 0 ? () => setAt((at - 1 + count) % count) : recall,
  })
  return { ...typed, at, suggestions, complete, submit, onKeyDown, isSending }
}

/** What stands in the box and where the caret is; `isQuiet` after Escape, until the next letter. */
function useTyped(threadTs: string | undefined) {
  const { draft, compose } = useApp()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState({ text: '', caret: 0, isQuiet: false })
  const write = (text: string, isQuiet = false) => {
    setTyped({ text, caret: text.length, isQuiet })
    field.current?.focus()
  }
  useEffect(() => {
    if (draft.text === '' || threadTs) return
    write(draft.text, true)
    compose('')
  }, [draft.count])
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])
  useLayoutEffect(() => growToText(field.current), [typed.text])
  const onInput = (event: Event) => {
    const { value, selectionStart } = event.currentTarget as HTMLTextAreaElement
    setTyped({ text: value, caret: selectionStart, isQuiet: false })
  }
  const onCaret = (event: Event) => {
    const { selectionStart } = event.currentTarget as HTMLTextAreaElement
    setTyped((before) => ({ ...before, caret: selectionStart }))
  }
  const quiet = () => setTyped((before) => ({ ...before, isQuiet: true }))
  return { ...typed, field, write, quiet, onInput, onCaret }
}

type KeyActions = Record<string, (() => void) | false | undefined>

function keyDown(actions: KeyActions) {
  return (event: KeyboardEvent) => {
    const action = actions[event.key]
    if (!action || event.shiftKey || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
}

/** Enter completes what is half typed, and sends what is whole. */
function isWhole(chosen: Suggestion | undefined, text: string): boolean {
  return !chosen || text.slice(chosen.from).trim() === chosen.insert.trim()
}

function growToText(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`
}
