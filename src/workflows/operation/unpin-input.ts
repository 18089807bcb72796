import type { Operation } from '../../domain/operation.ts'
import type { Deps, FrontendTarget } from '../../ports.ts'
import { vercelTargetOf } from '../deployment/target.ts'

export function unpinInput({ config }: Deps, { id, task, environment }: Operation): FrontendTarget {
  if (task.kind !== 'unpin') throw new Error(`Operation ${id} un-pins nothing.`)
  return vercelTargetOf(config, { service: task.service, environment }).place
}
