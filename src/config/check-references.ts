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
  for (const [name, check] of Object.entries(groupOf(file.checks)))
    if (groupOf(check).kind === 'vercel') checkVercel(name, groupOf(check), file, report)
}

/** What is not in the file at all is said elsewhere. */
function checkVercel(name: string, { service, environment }: Group, file: Group, report: Report): void {
  if (typeof service !== 'string' || typeof environment !== 'string') return
  const { kind, environments } = groupOf(groupOf(file.services)[service])
  if (kind === 'supabase-functions' || kind === 'github-actions')
    report(
      ['checks', name, 'service'],
      `is ${service}, which is not on Vercel; name a service of kind vercel.`,
    )
  else if (kind === 'vercel' && !Object.hasOwn(groupOf(environments), environment))
    report(['checks', name, 'environment'], `is ${environment}, where ${service} does not go.`)
}
