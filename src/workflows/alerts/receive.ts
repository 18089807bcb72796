import { saidOfSource } from '../../domain/alert/group.ts'
import { type Incident, isOpen } from '../../domain/incident/incident.ts'
import type { Alert, ReportedAlert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import { countFiring, countTold, findLastAlert, lockAlert, updateAlert } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'
import { fireAgain, isBackSoon } from './again.ts'
import { changedAlert } from './changed.ts'
import { storeNew } from './fire.ts'
import { endAlert } from './resolve.ts'
import type { Told } from './told.ts'

/** Who tells of alerts that Pilothouse itself found. */
export const ownSource = 'pilothouse'

/** Keeps what a source tells, each alert once, as part of a larger change; whatever follows is worked on later. */
export async function receiveAlert(deps: Deps, trx: Trx, source: string, told: Told): Promise<void> {
  const { last, incident } = await lockLast(trx, source, told.fingerprint)
  if (!told.isFiring) return await resolve(deps, trx, source, last, told)
  if (last?.state === 'firing') return await tellAgain(deps, trx, last, told)
  const isGone = incident !== null && !isOpen(incident)
  if (last && !isGone && isBackSoon(deps, last)) return await fireAgain(deps, trx, last, told)
  const isOneTooMany = source !== ownSource && (await countFiring(trx, source)) >= mostFiring
  if (!isOneTooMany) return await storeNew(deps, trx, source, told)
  if (told.fingerprint === tooMany) return await storeNew(deps, trx, source, told)
  await receiveAlert(deps, trx, source, { ...tooManyOf(source), times: told.times ?? 1 })
}

type Last = { last: Alert | null; incident: Incident | null }

/** The incident's row is locked before the alert's, as everywhere else. */
async function lockLast(trx: Trx, source: string, fingerprint: string): Promise<Last> {
  const found = await findLastAlert(trx, { source, fingerprint })
  const incident = found?.incidentId ? await lockIncident(trx, found.incidentId) : null
  return { last: found && (await lockAlert(trx, found.id)), incident }
}

/** While it fires it is counted; what became graver or says something else is shown. */
async function tellAgain(deps: Deps, trx: Trx, alert: Alert, told: Told): Promise<void> {
  await countTold(trx, alert.id, told.times ?? 1)
  const { level, title, summary } = told
  if (level === alert.level && title === alert.title) return
  await updateAlert(trx, alert.id, { level, title, summary })
  await changedAlert(deps, trx, alert, { by: null, action: 'alert.changed', detail: { level, title } })
}

/** The end of what never fired here is no news. */
async function resolve(
  deps: Deps,
  trx: Trx,
  source: string,
  alert: Alert | null,
  { resolvedAt }: Told,
): Promise<void> {
  if (alert?.state !== 'firing') return
  await endAlert(deps, trx, alert, { by: null, at: resolvedAt })
  if (alert.fingerprint === tooMany || source === ownSource) return
  const storm = await findLastAlert(trx, { source, fingerprint: tooMany })
  if (storm?.state !== 'firing' || (await countFiring(trx, source)) > fewAgain) return
  await receiveAlert(deps, trx, source, { ...tooManyOf(source), isFiring: false })
}

/** Of one source at once: whatever comes beyond is counted, and said in one alert. */
const mostFiring = 500
const fewAgain = 400
const { tooMany } = saidOfSource

const tooManyOf = (source: string): ReportedAlert => ({
  ...{ isFiring: true, fingerprint: tooMany, name: source, level: 'critical' },
  title: `${source} tells of more than ${mostFiring} alerts at once`,
  summary:
    'What came beyond that is counted here and not kept, and what of it is over is not known. Look into the monitoring itself.',
  ...{ service: null, environment: null, severity: null, labels: {}, facts: ['outage'], link: null },
  ...{ runbook: null, firedAt: null, resolvedAt: null, impactAt: null },
})
