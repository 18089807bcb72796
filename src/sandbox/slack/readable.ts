import type { AnyBlock } from '@slack/types'
import { isDict } from './rules.ts'

/** Everything a person can read in blocks, one line for each text, in order; without blocks, the text itself. */
export function readable(content: { text?: string; blocks?: readonly AnyBlock[] }): string {
  const lines = content.blocks?.length ? textsIn(content.blocks) : [content.text ?? '']
  return lines.join('\n')
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isDict(value)) return []
  if (value.type === 'rich_text_section' || value.type === 'rich_text_preformatted')
    return [inlineText(value)]
  return Object.entries(value).flatMap(([name, part]) => {
    if (typeof part === 'string') return readableFields.has(name) ? [part] : []
    return name === 'confirm' ? [] : textsIn(part)
  })
}

const readableFields = new Set(['text', 'title', 'alt_text', 'caption'])

function inlineText({ elements }: Record<string, unknown>): string {
  const parts = Array.isArray(elements) ? elements.filter(isDict) : []
  return parts
    .map((part) => String(part.text ?? part.fallback ?? part.user_id ?? part.url ?? part.name ?? ''))
    .join('')
}
