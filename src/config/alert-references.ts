import { didYouMean, unknownName } from './sentences.ts'
import { severityDefaults } from './severities.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** What rules name must be in the file, and their numbers must fit each other. */
export function checkAlerts(file: Group, report: Report): void {
  const alerts = groupOf(file.alerts)
  for (const [name, rule] of Object.entries(groupOf(alerts.rules)))
    checkRule(file, groupOf(rule), ['alerts', 'rules', name], report)
  const written = Object.keys(groupOf(groupOf(file.incidents).severities))
  const severities = written.length > 0 ? written : Object.keys(severityDefaults)
  for (const [name, level] of Object.entries(groupOf(alerts.levels))) {
    const { severity } = groupOf(level)
    if (typeof severity === 'string' && !severities.includes(severity))
      report(
        ['alerts', 'levels', name, 'severity'],
        `is ${JSON.stringify(severity)}, which is not among the severities; known: ${severities.join(', ')}${didYouMean(severity, severities)}.`,
      )
  }
  for (const [name, hook] of Object.entries(groupOf(alerts.hooks))) {
    const { kind, mapping } = groupOf(hook)
    if (mapping !== undefined && kind !== undefined && kind !== 'generic' && kind !== 'supabase')
      report(
        ['alerts', 'hooks', name, 'mapping'],
        `is for hooks of kind generic or supabase; what ${String(kind)} posts is known already.`,
      )
  }
}

type Path = string[]

function checkRule(file: Group, rule: Group, path: Path, report: Report): void {
  const { above, below, clear, missingFor } = rule
  const metric = groupOf(rule.metric)
  for (const key of ['service', 'environment', 'check'] as const) {
    const known = Object.keys(groupOf(file[`${key}s`]))
    for (const { at, word } of [
      { at: [...path, key], word: rule[key] },
      { at: [...path, 'metric', key], word: metric[key] },
    ])
      if (typeof word === 'string' && !known.includes(word)) report(at, unknownName(word, `${key}s`, known))
  }
  if (above !== undefined && below !== undefined)
    report([...path, 'below'], 'stands beside above; a rule has one of the two: make two rules of it.')
  if (above === undefined && below === undefined && (missingFor === undefined || missingFor === 'none'))
    report(
      path,
      'says neither above nor below; add one of them, or missingFor for a number that must be there.',
    )
  if (typeof clear !== 'number') return
  if (typeof above === 'number' && clear > above)
    report([...path, 'clear'], `is ${clear}, which is more than above; it must be ${above} or less.`)
  if (typeof below === 'number' && clear < below)
    report([...path, 'clear'], `is ${clear}, which is less than below; it must be ${below} or more.`)
}
