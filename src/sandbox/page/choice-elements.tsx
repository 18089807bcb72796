import { useId } from 'preact/hooks'
import { type ElementProps, labelling, type SlackOption } from './element-props.ts'
import { type AnyText, TextObject } from './text-object.tsx'
import { useElement } from './use-element.ts'

export function CheckboxesDrawing({ element, actionId }: ElementProps) {
  const name = useId()
  const { value, change, block, error } = useElement(element, actionId)
  const options = (element.options ?? []) as SlackOption[]
  const chosen = (value.selected_options ?? []) as SlackOption[]
  const isChosen = (option: SlackOption) => chosen.some((other) => other.value === option.value)
  const flip = (option: SlackOption) =>
    change({
      selected_options: options.filter((other) => isChosen(other) !== (other.value === option.value)),
    })
  return (
    <fieldset class="choices" {...labelling(block, element, error)}>
      {options.map((option) => (
        <Choice
          key={option.value}
          option={option}
          type="checkbox"
          name={name}
          isChosen={isChosen(option)}
          pick={() => flip(option)}
        />
      ))}
    </fieldset>
  )
}

export function RadioDrawing({ element, actionId }: ElementProps) {
  const { value, change, block, error } = useElement(element, actionId)
  const name = useId()
  const chosen = value.selected_option as SlackOption | null
  return (
    <fieldset class="choices" {...labelling(block, element, error)}>
      {((element.options ?? []) as SlackOption[]).map((option) => (
        <Choice
          key={option.value}
          option={option}
          type="radio"
          name={name}
          isChosen={chosen?.value === option.value}
          pick={() => change({ selected_option: option })}
        />
      ))}
    </fieldset>
  )
}

type ChoiceProps = {
  option: SlackOption
  type: 'checkbox' | 'radio'
  name: string
  isChosen: boolean
  pick(): void
}

function Choice({ option, type, name, isChosen, pick }: ChoiceProps) {
  return (
    <label class="choice">
      <input type={type} name={name} checked={isChosen} onChange={pick} />
      <span>
        <TextObject text={option.text as AnyText} />
        {option.description && (
          <span class="choice-hint">
            <TextObject text={option.description as AnyText} />
          </span>
        )}
      </span>
    </label>
  )
}
