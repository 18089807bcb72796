import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Choice } from './choices.ts'
import { withEmoji } from './emoji.ts'
import { Icon } from './icons.tsx'
import { useDismiss, usePlacement } from './popover.ts'

type ListboxProps = {
  placeholder: string
  labelling: Record<string, unknown>
  isMany: boolean
  isBusy: boolean
  choices: Choice[]
  /** Said when there is nothing to choose from. */
  none: string
  chosen: Choice[]
  onQuery(query: string | undefined): void
  onPick(choice: Choice): void
  onClear?(): void
}

/** A select with a search field: opens on click, Enter or arrow down; arrows move, Enter picks, Escape closes. */
export function Listbox(props: ListboxProps) {
  const { placeholder, labelling, isBusy, chosen, onQuery } = props
  const [isOpen, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const style = usePlacement(button, isOpen)
  const textId = useId()
  const toggle = (next: boolean) => {
    setOpen(next)
    onQuery(next ? '' : undefined)
  }
  useDismiss(whole, isOpen, () => toggle(false))
  const close = () => {
    toggle(false)
    button.current?.focus()
  }
  return (
    <div class="select" ref={whole}>
      <button
        ref={button}
        type="button"
        class="select-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        disabled={isBusy}
        onClick={() => toggle(!isOpen)}
        onKeyDown={(event) => event.key === 'ArrowDown' && !isOpen && toggle(true)}
        {...nameOf(labelling, textId)}
      >
        <span id={textId} class={chosen.length ? 'select-text' : 'select-text muted'}>
          {chosen.length
            ? chosen.map((choice) => withEmoji(choice.label)).join(', ')
            : withEmoji(placeholder)}
        </span>
        {isBusy ? <span class="spinner" aria-hidden="true" /> : <Icon name="chevron" />}
      </button>
      {isOpen && <ListboxPopup {...props} style={style} close={close} />}
    </div>
  )
}

/** The button is called by its label and what is chosen. */
function nameOf(labelling: Record<string, unknown>, textId: string) {
  const { 'aria-labelledby': labelId, 'aria-invalid': _invalid, ...rest } = labelling
  return labelId ? { ...rest, 'aria-labelledby': `${labelId} ${textId}` } : rest
}

type PopupProps = ListboxProps & { style: Record<string, string>; close(): void }

function ListboxPopup(props: PopupProps) {
  const { choices, isMany, onQuery, onPick, onClear, close, style, none } = props
  const [at, setAt] = useState(0)
  const listId = useId()
  const search = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => search.current?.focus(), [])
  useLayoutEffect(() => setAt(0), [choices.length])
  const pick = (choice: Choice | undefined) => {
    if (!choice) return
    onPick(choice)
    if (!isMany) close()
  }
  const clear = () => {
    onClear?.()
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + choices.length) % Math.max(1, choices.length))
    else if (event.key === 'Enter') pick(choices[at])
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="popover listbox" style={style}>
      <input
        ref={search}
        class="field"
        role="combobox"
        aria-label="Search"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices[at] ? `${listId}-${at}` : undefined}
        placeholder="Search"
        onKeyDown={onKeyDown}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
      <Options {...props} listId={listId} at={at} pick={pick} />
      {choices.length === 0 && <p class="menu-none">{none}</p>}
      {onClear && props.chosen.length > 0 && (
        <button type="button" class="menu-item" onClick={clear}>
          Clear the choice
        </button>
      )}
    </div>
  )
}

type OptionsProps = {
  choices: Choice[]
  chosen: Choice[]
  isMany: boolean
  listId: string
  at: number
  pick(choice: Choice): void
}

function Options({ choices, chosen, isMany, listId, at, pick }: OptionsProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => list.current?.querySelector('.at')?.scrollIntoView({ block: 'nearest' }), [at])
  return (
    <div
      ref={list}
      class="options"
      role="listbox"
      id={listId}
      aria-label="Choices"
      aria-multiselectable={isMany}
      tabIndex={-1}
    >
      {choices.map((choice, index) => {
        const isChosen = chosen.some((other) => other.value === choice.value)
        return (
          <div key={choice.value}>
            {choice.group && choice.group !== choices[index - 1]?.group && (
              <p class="option-group">{choice.group}</p>
            )}
            <div
              id={`${listId}-${index}`}
              class={index === at ? 'option at' : 'option'}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
              onKeyDown={(event) => event.key === 'Enter' && pick(choice)}
            >
              <span class="option-label">{withEmoji(choice.label)}</span>
              {choice.hint && <span class="menu-hint">{choice.hint}</span>}
              {isChosen && <Icon name="check" />}
            </div>
          </div>
        )
      })}
    </div>
  )
}
