import { unknownName } from './sentences.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** Services of which something is promised must be in the file. */
export function checkObjectives(file: Group, report: Report): void {
  const known = Object.keys(groupOf(file.services))
  for (const service of Object.keys(groupOf(groupOf(file.objectives).uptime)))
    if (!known.includes(service))
      report(['objectives', 'uptime', service], unknownName(service, 'services', known))
}
