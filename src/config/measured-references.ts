import { unknownName } from './sentences.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** What capacities and costs name must be in the file, and a capacity needs a limit from somewhere. */
export function checkMeasured(file: Group, report: Report): void {
  const known = {
    check: Object.keys(groupOf(file.checks)),
    database: Object.keys(groupOf(file.databases)),
  }
  for (const section of ['capacity', 'cost'] as const)
    for (const [name, policy] of Object.entries(groupOf(file[section])))
      for (const key of ['check', 'database'] as const) {
        const word = groupOf(groupOf(policy).value)[key]
        if (typeof word === 'string' && !known[key].includes(word))
          report([section, name, 'value', key], unknownName(word, `${key}s`, known[key]))
      }
  for (const [name, policy] of Object.entries(groupOf(file.capacity)))
    checkLimit(['capacity', name], groupOf(policy), report)
  for (const [name, policy] of Object.entries(groupOf(file.cost)))
    checkSum(name, groupOf(policy), groupOf(file.cost), report)
}

/** What is added up is known by itself, and in the same currency. */
function checkSum(name: string, { value, currency }: Group, costs: Group, report: Report): void {
  const { kind, of } = groupOf(value)
  if (kind !== 'sum') return
  textsIn(of).forEach((word, index) => {
    const path = ['cost', name, 'value', 'of', index]
    const part = groupOf(costs[word])
    if (!Object.hasOwn(costs, word)) report(path, unknownName(word, 'costs', Object.keys(costs)))
    else if (groupOf(part.value).kind === 'sum')
      report(path, `is ${JSON.stringify(word)}, which is a sum itself; name what it is made of.`)
    else if (part.currency !== currency)
      report(path, `is ${JSON.stringify(word)}, which is in another currency; a sum has one.`)
  })
}

function checkLimit(path: string[], { limit, value, thresholds }: Group, report: Report): void {
  const { kind, limit: told } = groupOf(value)
  const needs = kind === 'check' || kind === 'database-size' || kind === 'sql' || kind === 'http'
  if (needs && limit === undefined && told === undefined)
    report(path, 'does not say how much there may be; add limit.')
  const seen = new Set<string>()
  for (const [index, one] of Array.isArray(thresholds) ? thresholds.entries() : []) {
    const { above, below } = groupOf(one)
    const words = `${above === undefined ? 'below' : 'above'} ${String(above ?? below)}`
    if (seen.has(words)) report([...path, 'thresholds', index], `says ${words} a second time.`)
    seen.add(words)
  }
}
