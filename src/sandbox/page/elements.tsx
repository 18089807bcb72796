import type { JSX } from 'preact'
import { ButtonDrawing, FeedbackDrawing, OverflowDrawing } from './button-elements.tsx'
import { CheckboxesDrawing, RadioDrawing } from './choice-elements.tsx'
import { DateDrawing, DateTimeDrawing, TimeDrawing } from './date-elements.tsx'
import type { ElementProps } from './element-props.ts'
import { type AnyElement, actionIdOf, chosenWords } from './form-state.ts'
import { SelectDrawing } from './select-element.tsx'
import { RichTextInput, TextInput } from './text-elements.tsx'

const drawings: Record<string, (props: ElementProps) => JSX.Element | null> = {
  button: ButtonDrawing,
  workflow_button: ButtonDrawing,
  icon_button: ButtonDrawing,
  feedback_buttons: FeedbackDrawing,
  overflow: OverflowDrawing,
  checkboxes: CheckboxesDrawing,
  radio_buttons: RadioDrawing,
  datepicker: DateDrawing,
  timepicker: TimeDrawing,
  datetimepicker: DateTimeDrawing,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  rich_text_input: RichTextInput,
  ...Object.fromEntries(
    Object.keys(chosenWords).flatMap((type) => [
      [type, SelectDrawing],
      [`multi_${type}`, SelectDrawing],
    ]),
  ),
}

export function AnyElementDrawing({ element, index }: { element: AnyElement; index: number }) {
  const Draw = drawings[element.type]
  if (!Draw) return <p class="unknown-block">This page can't show the element “{element.type}”.</p>
  return <Draw element={element} actionId={actionIdOf(element, index)} />
}
