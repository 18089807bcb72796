import { unknownName } from './sentences.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** Freezes are told apart by their names, and each must be for what the file has. */
export function checkFreezes(file: Group, report: Report): void {
  const list = Array.isArray(file.freezes) ? file.freezes : []
  const seen = new Set<unknown>()
  list.forEach((freeze, index) => {
    const { name } = groupOf(freeze)
    if (typeof name === 'string' && seen.has(name))
      report(
        ['freezes', index, 'name'],
        `is ${JSON.stringify(name)}, as another freeze is called; give it a name of its own.`,
      )
    seen.add(name)
    for (const key of ['environments', 'services']) {
      const known = Object.keys(groupOf(file[key]))
      textsIn(groupOf(freeze)[key]).forEach((word, place) => {
        if (known.includes(word)) return
        report(['freezes', index, key, place], unknownName(word, key, known))
      })
    }
  })
}
