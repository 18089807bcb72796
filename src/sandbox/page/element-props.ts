import type { AnyElement } from './form-state.ts'
import type { InBlock } from './use-element.ts'

export type ElementProps = { element: AnyElement; actionId: string }

export type SlackOption = {
  text: { type: string; text: string }
  value: string
  description?: { text: string }
}

/** The text of an optional text object, as of a placeholder. */
export function textIn(object: unknown): string | undefined {
  return (object as { text?: string } | undefined)?.text
}

/** How assistive technology learns the label and the error of an input. */
export function labelling(block: InBlock, element: AnyElement, error?: string) {
  const label = block.labelId
    ? { 'aria-labelledby': block.labelId }
    : { 'aria-label': textIn(element.placeholder) ?? element.type.replaceAll('_', ' ') }
  return {
    ...label,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error && block.labelId ? `${block.labelId}-error` : undefined,
    'data-focus-on-load': element.focus_on_load ? '' : undefined,
  }
}
