import type { KnownBlock, ModalView } from '@slack/types'

/** Every word of a message or modal, as one text. Buttons are written [like this]. */
export function wordsOf(shown: { blocks: unknown[] } | ModalView): string {
  return wordsIn(shown.blocks).join('\n')
}

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (typeof value !== 'object' || value === null) return []
  const part = value as Record<string, unknown>
  if (part.type === 'button') return [`[${wordsIn(part.text).join('')}]`]
  if (typeof part.text === 'string') return [part.text]
  return Object.values(part).flatMap(wordsIn)
}

/** The buttons of a message by their words. */
export function buttonsOf(blocks: readonly KnownBlock[]): Record<string, { action: string; value: string }> {
  const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
  return Object.fromEntries(
    elements.flatMap((element) =>
      element.type === 'button'
        ? [[element.text.text, { action: element.action_id ?? '', value: element.value ?? '' }]]
        : [],
    ),
  )
}
