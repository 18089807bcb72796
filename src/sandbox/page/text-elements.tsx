import type { RichTextBlock } from '@slack/types'
import { type ElementProps, labelling, textIn } from './element-props.ts'
import type { AnyElement } from './form-state.ts'
import { useElement } from './use-element.ts'

const inputTypes: Record<string, string> = {
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
}
const showCountFrom = 0.8

export function TextInput({ element, actionId }: ElementProps) {
  const { value, keep, send, block, error } = useElement(element, actionId)
  const text = String(value.value ?? '')
  const most = element.max_length as number | undefined
  const type = (text: string) => {
    keep({ value: text })
    if (block.dispatches && triggers(element).includes('on_character_entered')) void send({ value: text })
  }
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !block.dispatches || !triggers(element).includes('on_enter_pressed')) return
    event.preventDefault()
    void send({ value: text })
  }
  const shared = {
    class: 'field',
    value: text,
    placeholder: textIn(element.placeholder),
    onInput: (event: InputEvent) => type((event.currentTarget as HTMLInputElement).value),
    ...labelling(block, element, error),
  }
  return (
    <span class="text-field">
      {element.multiline ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type={inputTypes[element.type] ?? 'text'}
          inputMode={numeric(element)}
          onKeyDown={enter}
        />
      )}
      {most !== undefined && text.length > most * showCountFrom && (
        <span class={text.length > most ? 'count over' : 'count'}>{most - text.length}</span>
      )}
    </span>
  )
}

function numeric(element: AnyElement): 'decimal' | undefined {
  return element.type === 'number_input' ? 'decimal' : undefined
}

function triggers(element: AnyElement): string[] {
  const config = element.dispatch_action_config as { trigger_actions_on?: string[] } | undefined
  return config?.trigger_actions_on ?? ['on_enter_pressed']
}

export function RichTextInput({ element, actionId }: ElementProps) {
  const { value, keep, block, error } = useElement(element, actionId)
  return (
    <textarea
      class="field"
      rows={Number(element.min_lines ?? 4)}
      value={plainText(value.rich_text_value as RichTextBlock | null)}
      placeholder={textIn(element.placeholder)}
      onInput={(event) => keep({ rich_text_value: richText(event.currentTarget.value) })}
      {...labelling(block, element, error)}
    />
  )
}

function richText(text: string): RichTextBlock | null {
  if (text === '') return null
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}

function plainText(block: RichTextBlock | null): string {
  const sections = (block?.elements ?? []) as { elements: { text?: string }[] }[]
  return sections.map((section) => section.elements.map((part) => part.text ?? '').join('')).join('\n')
}
