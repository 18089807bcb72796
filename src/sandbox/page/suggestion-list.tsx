import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Suggestion } from './suggestions.ts'

type Props = { id: string; suggestions: Suggestion[]; at: number; pick(suggestion: Suggestion): void }

export function SuggestionList({ id, suggestions, at, pick }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => list.current?.querySelector('.at')?.scrollIntoView({ block: 'nearest' }), [at])
  return (
    <div ref={list} class="popover suggestions" role="listbox" id={id} aria-label="Suggestions" tabIndex={-1}>
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.label}
          id={`${id}-${index}`}
          class={index === at ? 'option at' : 'option'}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault()
            pick(suggestion)
          }}
        >
          <span class="option-label">{suggestion.label}</span>
          <span class="menu-hint">{suggestion.hint}</span>
        </div>
      ))}
    </div>
  )
}
