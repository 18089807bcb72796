import { earliest } from '../../domain/earliest.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import { loadBelongings } from '../../store/incident/belongings.ts'
import type { Trx } from '../../store/tables.ts'
import { lockDuties } from '../cure/lock-duties.ts'
import { drillDuties } from '../drill/duties.ts'
import { pauseDuties } from '../lifecycle/pause-duties.ts'
import { monitoringDuties } from '../monitoring/duties.ts'
import { pageDuties } from '../paging/duties.ts'
import { postmortemDuties } from '../postmortem/duties.ts'
import { peopleDuties } from '../roles/people-duties.ts'
import { roleDuties } from '../roles/role-duties.ts'
import { runbookDuties } from '../runbooks/runbook-duties.ts'
import { taskDuties } from '../tasks/task-duties.ts'
import { tidyingDuties } from '../tidying/duties.ts'
import { captureDuties } from '../timeline/capture-duties.ts'
import { issueDuties } from '../updates/issue-duties.ts'
import { lookDuties } from '../updates/look-duties.ts'
import { stakeholderDuties } from '../updates/stakeholders.ts'
import { updateAndSetupDuties } from '../updates/update-duties.ts'
import type { DutySource, Found } from './duty-source.ts'

/** Everything that can fall due for an incident, most urgent first. */
const sources: DutySource[] = [
  lockDuties,
  pauseDuties,
  pageDuties,
  updateAndSetupDuties,
  stakeholderDuties,
  issueDuties,
  lookDuties,
  roleDuties,
  monitoringDuties,
  captureDuties,
  runbookDuties,
  taskDuties,
  peopleDuties,
  drillDuties,
  postmortemDuties,
  tidyingDuties,
]

/** What is due first, or the earliest time at which something can be. */
export async function findDue(deps: Deps, trx: Trx, incident: Incident): Promise<Found> {
  const has = await loadBelongings(trx, incident.id)
  const later: (Date | null)[] = []
  for (const source of sources) {
    const found = await source(deps, trx, incident, has)
    if (found === 'moved' || !('until' in found)) return found
    later.push(found.until)
  }
  return { until: earliest(later) }
}
