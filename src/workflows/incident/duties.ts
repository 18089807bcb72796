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

/**
 * Promises are what must be in time. What pages do outside Slack, and errands, which are what GitHub and the like are
 * asked for, may each take half a minute where somebody does not answer; so they are carried out beside them.
 */
export type Lane = 'promises' | 'pages' | 'errands'

/** Everything that can fall due for an incident, most urgent first. */
const sources: [Lane, DutySource][] = [
  ['promises', lockDuties],
  ['promises', pauseDuties],
  ['pages', pageDuties],
  ['promises', updateAndSetupDuties],
  ['promises', stakeholderDuties],
  ['errands', issueDuties],
  ['errands', lookDuties],
  ['promises', roleDuties],
  ['errands', monitoringDuties],
  ['errands', captureDuties],
  ['errands', runbookDuties],
  ['errands', taskDuties],
  ['errands', peopleDuties],
  ['errands', drillDuties],
  ['errands', postmortemDuties],
  ['errands', tidyingDuties],
]

type Elsewhere = Exclude<Lane, 'promises'>
type FoundFor = Exclude<Found, { until: Date | null }> | { until: Date | null; others: Set<Elsewhere> }

/**
 * What is due first in a lane, or the earliest time at which something can be. Among the promises everything is looked
 * at: what needs nothing from outside is done at once, wherever it belongs, and `others` is who has an act to carry out.
 */
export async function findDue(deps: Deps, trx: Trx, incident: Incident, lane: Lane): Promise<FoundFor> {
  const has = await loadBelongings(trx, incident.id)
  const later: (Date | null)[] = []
  const others = new Set<Elsewhere>()
  for (const [of, source] of sources.filter(([of]) => lane === 'promises' || of === lane)) {
    const found = await source(deps, trx, incident, has)
    if (found === 'moved') return found
    if ('until' in found) later.push(found.until)
    else if (of === lane || of === 'promises') return found
    else others.add(of)
  }
  return { until: earliest(later), others }
}
