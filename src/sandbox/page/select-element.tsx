import { useEffect, useState } from 'preact/hooks'
import { useApp } from './app-context.ts'
import { type Choice, changeTo, choicesFor, chosenIn, isMany, optionChoice } from './choices.ts'
import { type ElementProps, labelling, textIn } from './element-props.ts'
import type { AnyElement } from './form-state.ts'
import { Listbox } from './listbox.tsx'
import { useSurface } from './surface.tsx'
import { useElement } from './use-element.ts'

const pauseBeforeAskingMs = 150

export function SelectDrawing({ element, actionId }: ElementProps) {
  const { world } = useApp()
  const { value, change, isWaiting, block, error } = useElement(element, actionId)
  const [query, setQuery] = useState<string>()
  const asked = useAsked(element, block.blockId, actionId, query)
  const known = asked.choices ?? choicesFor(element, world)
  const chosen = chosenIn(element, value, known)
  const most = Number(element.max_selected_items ?? Infinity)
  const pick = (choice: Choice) => change(changeTo(element, picked(element, chosen, choice, most)))
  return (
    <Listbox
      placeholder={textIn(element.placeholder) ?? 'Select …'}
      labelling={labelling(block, element, error)}
      isMany={isMany(element)}
      isBusy={isWaiting}
      choices={asked.choices ? known : matching(known, query ?? '')}
      none={asked.isAsking ? 'Asking the app …' : (asked.hint ?? 'Nothing matches.')}
      chosen={chosen}
      onQuery={setQuery}
      onPick={pick}
      {...(block.isOptional && block.isInput ? { onClear: () => change(changeTo(element, [])) } : {})}
    />
  )
}

function picked(element: AnyElement, chosen: Choice[], choice: Choice, most: number): Choice[] {
  if (!isMany(element)) return [choice]
  const rest = chosen.filter((other) => other.value !== choice.value)
  return rest.length < chosen.length ? rest : [...chosen, choice].slice(0, most)
}

function matching(choices: Choice[], query: string): Choice[] {
  const wanted = query.trim().toLowerCase()
  return choices.filter((choice) => `${choice.label} ${choice.hint ?? ''}`.toLowerCase().includes(wanted))
}

type Asked = { choices?: Choice[]; isAsking: boolean; hint?: string }

/** Options that the app provides as the person types. */
function useAsked(element: AnyElement, blockId: string, actionId: string, query: string | undefined): Asked {
  const surface = useSurface()
  const [asked, setAsked] = useState<Asked>({ isAsking: false })
  const least = Number(element.min_query_length ?? 3)
  const isExternal = element.type.endsWith('external_select')
  useEffect(() => {
    if (!isExternal || query === undefined) return
    if (query.length < least)
      return setAsked({ choices: [], isAsking: false, hint: `Type at least ${least} characters.` })
    let isStale = false
    setAsked({ choices: [], isAsking: true })
    const timer = setTimeout(async () => {
      const answer = await surface.options(blockId, actionId, query)
      if (!isStale) setAsked({ choices: (answer.options ?? []).map(fromAnswer), isAsking: false })
    }, pauseBeforeAskingMs)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [query, isExternal])
  return asked
}

function fromAnswer({
  text,
  value,
  description,
}: {
  text: string
  value: string
  description?: string
}): Choice {
  const option = { text: { type: 'plain_text', text, emoji: true }, value }
  return optionChoice(description ? { ...option, description: { text: description } } : option)
}
