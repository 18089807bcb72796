import { unknownName } from './sentences.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** Addresses that the bot answers itself. */
const takenPaths = ['healthz', 'metrics', 'slack', 'hooks', 'respond', 'api']

/** What the public page is made of must be in the file. */
export function checkStatusPage(file: Group, report: Report): void {
  const page = groupOf(file.statusPage)
  const first = typeof page.path === 'string' ? page.path.split('/')[1] : undefined
  if (first !== undefined && takenPaths.includes(first))
    report(['statusPage', 'path'], `begins with /${first}, which Pilothouse answers itself; choose another.`)
  const known = {
    checks: Object.keys(groupOf(file.checks)),
    services: Object.keys(groupOf(file.services)),
    environments: Object.keys(groupOf(file.environments)),
  }
  for (const [name, value] of Object.entries(groupOf(page.components))) {
    const component = groupOf(value)
    const path = ['statusPage', 'components', name]
    for (const key of ['checks', 'services'] as const)
      textsIn(component[key]).forEach((word, index) => {
        if (!known[key].includes(word)) report([...path, key, index], unknownName(word, key, known[key]))
      })
    const { environment } = component
    if (typeof environment === 'string' && !known.environments.includes(environment))
      report([...path, 'environment'], unknownName(environment, 'environments', known.environments))
  }
}
