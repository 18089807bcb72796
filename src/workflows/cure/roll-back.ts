import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { canRollBack, isUnsettled, shortensApproval } from '../../domain/incident/suspects.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { requestRollback } from '../rollback/request.ts'
import { suspicionOf } from './suspicion.ts'

export type Cured = { id: number; service: string; environment: string; isShortened: boolean }

/**
 * Asks for what ran before a suspect to come back. At the levels that are configured the commander's word is enough, by
 * who leads it at this moment; of everybody else's it waits for the usual approvals, or for the commander's.
 */
export async function rollBackSuspect(
  deps: Deps,
  incident: Incident,
  deployment: number,
  invoker: Invoker,
): Promise<Cured | Refusal> {
  const { id, commander, state } = incident
  if (!isOpen(incident)) return { refused: 'wrong-incident-state', id, state, verb: 'roll back a suspect of' }
  const { suspects } = await suspicionOf(deps, incident)
  const suspect = suspects.find(({ change }) => change.is === 'deployment' && change.id === deployment)
  if (suspect?.change.is !== 'deployment') return { refused: 'no-such-suspect', id, deployment }
  if (!canRollBack(suspect.change))
    return { refused: 'suspect-not-on-top', id, deployment, isUnsettled: isUnsettled(suspect.change) }
  const { service, environment } = suspect.change
  const isShortened = invoker.user === commander && shortensApproval(incident, deps.config.incidents)
  const asked = await requestRollback(
    deps,
    {
      ...{
        service,
        environment,
        to: 'last-good',
        reason: `incident ${id}: deployment ${deployment} is suspected`,
      },
      incident: { id, shortenedBy: isShortened ? invoker.user : null },
    },
    invoker,
  )
  return typeof asked === 'number' ? { id: asked, service, environment, isShortened } : asked
}
