import type { Token } from 'marked'
import type { RunbookText } from '../../domain/incident/runbook.ts'

/** Markdown within a line, flattened; comments are left out, and what else is HTML is text like any other. */
export function inlineOf(tokens: readonly Token[]): RunbookText[] {
  return tokens.flatMap((token): RunbookText[] => {
    const inner: Token[] = 'tokens' in token && Array.isArray(token.tokens) ? token.tokens : []
    const text = 'text' in token && typeof token.text === 'string' ? token.text : token.raw
    switch (token.type) {
      case 'strong':
      case 'em':
        return [{ is: token.type, text: plain(inner, text) }]
      case 'codespan':
        return [{ is: 'code', text }]
      case 'link':
        return [{ is: 'link', text: plain(inner, text), url: String(token.href) }]
      case 'br':
        return [{ is: 'text', text: ' ' }]
      case 'checkbox':
        return []
      case 'html':
        return isComment(token.raw) ? [] : [{ is: 'text', text: token.raw }]
      default:
        return inner.length > 0 ? inlineOf(inner) : [{ is: 'text', text: unescaped(text) }]
    }
  })
}

export const isComment = (html: string): boolean => /^\s*<!--[\s\S]*-->\s*$/.test(html)

const plain = (inner: readonly Token[], otherwise: string): string =>
  inner.length > 0
    ? inlineOf(inner)
        .map(({ text }) => text)
        .join('')
    : otherwise

/** The parser escapes five characters for HTML, which this is not. */
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
