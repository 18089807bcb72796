import { unknownName } from './sentences.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** What a check names must be in the file. */
export function checkChecks(file: Group, report: Report): void {
  const known = {
    service: Object.keys(groupOf(file.services)),
    environment: Object.keys(groupOf(file.environments)),
    database: Object.keys(groupOf(file.databases)),
  }
  for (const [name, check] of Object.entries(groupOf(file.checks)))
    for (const key of ['service', 'environment', 'database'] as const) {
      const word = groupOf(check)[key]
      if (typeof word === 'string' && !known[key].includes(word))
        report(['checks', name, key], unknownName(word, `${key}s`, known[key]))
    }
}
