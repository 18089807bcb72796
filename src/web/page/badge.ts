import { html } from 'hono/html'
import type { ComponentState } from '../../domain/page/component.ts'
import type { Page } from '../../domain/page/page.ts'
import { stateWords } from './words.ts'

/** Each is dark enough for white text. */
const colours = {
  operational: '#1a7f4b',
  maintenance: '#2457a6',
  unknown: '#5f6670',
  degraded: '#8a5a00',
  'partial-outage': '#b5420a',
  'major-outage': '#b3121f',
} as const satisfies Record<ComponentState, string>

const letter = 7
const longestTitle = 30

/** A small picture with the state in a word, for other pages. */
export function badge({ policy, state }: Page): string {
  const title =
    policy.title.length > longestTitle ? `${policy.title.slice(0, longestTitle - 1)}…` : policy.title
  const { word } = stateWords[state]
  const [left, right] = [title, word].map((text) => text.length * letter + 12) as [number, number]
  const text = (words: string, x: number, width: number) =>
    html`<text x="${x + 6}" y="14" textLength="${width - 12}" lengthAdjust="spacingAndGlyphs">${words}</text>`
  return String(html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}: ${word}">
<title>${title}: ${word}</title>
<rect width="${left}" height="20" fill="#3a3d42"/><rect x="${left}" width="${right}" height="20" fill="${colours[state]}"/>
<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">${text(title, 0, left)}${text(word, left, right)}</g>
</svg>
`)
}
