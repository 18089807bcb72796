import type { Document } from 'yaml'

/** Takes the sample's checks out of it, and whatever names them. */
export function removeChecks(document: Document): void {
  for (const section of ['checks', 'statusPage', 'objectives', 'capacity', 'cost']) document.delete(section)
  document.deleteIn(['alerts', 'rules'])
}
