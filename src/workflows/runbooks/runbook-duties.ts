import { retryOf } from '../../domain/act.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { refreshLibrary } from './library.ts'

const name = 'read-runbooks'

/** The team's runbooks are read once for each incident, so that its card can offer the one that fits. */
export const runbookDuties: DutySource = async (deps, _trx, incident) => {
  const read = incident.acts.find((act) => act.name === name)
  if (!deps.config.incidents.runbooks || !isOpen(incident)) return { until: null }
  if (read && read.state !== 'intended') return { until: null }
  const until = read ? retryOf(read, deps.now()) : null
  if (until) return { until }
  return planIncidentAct(deps, incident.id, {
    ...{ name, key: name, act: readAct(deps), input: {}, service: 'GitHub' },
    ended: async () => null,
  })
}

function readAct(deps: Deps): OutsideAct<object, { count: number }> {
  const read = async () => ({ seen: 'done', outcome: await refreshLibrary(deps) }) as const
  return { perform: read, observe: read }
}
