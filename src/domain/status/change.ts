import type { Deployment } from '../deployment/deployment.ts'
import type { Incident } from '../incident/incident.ts'
import type { Operation } from '../operation/operation.ts'

/** Something that changed production, or ended there. */
export type Change = { at: Date } & (
  | { what: 'deployment'; deployment: Deployment }
  | { what: 'operation'; operation: Operation }
  | { what: 'incident'; incident: Incident }
)
