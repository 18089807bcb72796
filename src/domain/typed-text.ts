/** The longest text of a person that is kept, in characters. */
const longestText = 12_000
const longestTitle = 200

/** Marks that turn what stands after them around, also what others wrote: nobody needs them for a language. */
const overrides = /[\u202A-\u202E]/gu

/** What a person typed, in a form that any database takes: no half characters, no NUL, no blank ends. */
export const tidy = (text: string): string =>
  cut(text.toWellFormed().replaceAll('\0', '').replace(overrides, '').trim(), longestText)

/** A title on one line. `rest` is the whole text where it had to be shortened. */
export function tidyTitle(text: string): { title: string; rest: string | null } {
  const whole = tidy(text)
  const line = whole.replace(/\s+/gu, ' ')
  return { title: cut(line, longestTitle), rest: line.length > longestTitle ? whole : null }
}

/** At most `max` characters, ending in "…" where something is missing, and never in half a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text
    .slice(0, max - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
