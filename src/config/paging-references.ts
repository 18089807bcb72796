import { didYouMean } from './sentences.ts'
import { severityDefaults } from './severities.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** Rules are told apart by their names, and page and ask for what the file has. */
export function checkPaging(file: Group, report: Report): void {
  const incidents = groupOf(file.incidents)
  const pagers = Object.keys(groupOf(incidents.pagers))
  const written = Object.keys(groupOf(incidents.severities))
  const levels = written.length > 0 ? written : Object.keys(severityDefaults)
  const seen = new Set<unknown>()
  const rules = Array.isArray(incidents.escalation) ? incidents.escalation : []
  rules.forEach((entry: unknown, index) => {
    const path = ['incidents', 'escalation', index]
    const rule = groupOf(entry)
    if (typeof rule.name === 'string' && seen.has(rule.name))
      report(
        [...path, 'name'],
        `is ${JSON.stringify(rule.name)}, as another rule is called; give it a name of its own.`,
      )
    seen.add(rule.name)
    textsIn(groupOf(rule.when).severities).forEach((level, place) => {
      if (!levels.includes(level))
        report([...path, 'when', 'severities', place], unknown(level, 'severities', levels))
    })
    const steps = Array.isArray(rule.steps) ? rule.steps : []
    steps.forEach((step: unknown, at) => {
      textsIn(groupOf(step).page).forEach((word, place) => {
        const where = [...path, 'steps', at, 'page', place]
        if (word === 'on-call' && incidents.onCall === undefined)
          report(where, 'is on-call, but nothing says who that is; add incidents.onCall.')
        if (/^[a-z]/.test(word) && !['on-call', 'channel', ...pagers].includes(word))
          report(where, unknown(word, 'pagers', ['on-call', 'channel', ...pagers]))
      })
    })
  })
}

const unknown = (word: string, what: string, known: string[]): string =>
  `is ${JSON.stringify(word)}, which is not among the ${what}; known: ${known.join(', ')}${didYouMean(word, known)}.`
