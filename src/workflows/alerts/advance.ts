import { earliest } from '../../domain/earliest.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import { type Alert, isSilenced } from '../../domain/paging/alert.ts'
import type { Escalating } from '../../domain/paging/escalation.ts'
import { nextPage } from '../../domain/paging/escalation.ts'
import { nextPageAct } from '../../domain/paging/page.ts'
import type { Deps } from '../../ports.ts'
import { loadActs } from '../../store/acts.ts'
import { alertSubject, lockAlert } from '../../store/paging/alerts.ts'
import { loadPages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { plannedPageAct } from '../paging/acts.ts'
import { pagedAlert } from '../paging/paged.ts'
import { sendPages } from '../paging/send.ts'
import { markDue, wakeLater } from '../wake.ts'
import { isPagedAlready } from './paged-already.ts'
import { endedSilence } from './silence.ts'

const onlyRound = 1

/** Pages whoever is due to be paged about an alert; safe to call at any time, any number of times, on any replica. */
export async function advanceAlert(deps: Deps, id: string): Promise<void> {
  await advance(deps, { kind: 'alert', id, decide: (trx, number) => decide(deps, trx, number) })
}

async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const alert = await lockAlert(trx, id)
  if (!alert) return 'nothing'
  const now = deps.now()
  if (await endedSilence(deps, trx, alert)) return 'moved'
  const pages = await loadPages(trx, alertSubject(id))
  const acts = await loadActs(trx, alertSubject(id), onlyRound)
  const paged = pagedAlert(deps, alert)
  const act = nextPageAct(pages, acts, now)
  if ('does' in act) {
    await markDue(deps, trx, { kind: 'alert', id })
    return plannedPageAct(deps, paged, act)
  }
  const { escalation, workingHours } = deps.config.incidents
  const next = nextPage(await escalatingOf(deps, trx, alert), pages, escalation, workingHours, now)
  if ('page' in next) {
    await sendPages(deps, trx, paged, next.page)
    return 'moved'
  }
  await wakeLater(deps, trx, { kind: 'alert', id }, earliest([act.until, next.until, silenceEnd(alert)]))
  return 'nothing'
}

const silenceEnd = ({ silenced, state }: Alert): Date | null =>
  state === 'firing' && silenced !== null ? silenced.until : null

async function escalatingOf(deps: Deps, trx: Trx, alert: Alert): Promise<Escalating> {
  const { config, now } = deps
  const { title, severity, facts, pagesFrom, state, acknowledged, incidentId, round } = alert
  const policy = severity === null ? null : severityOf(config.incidents, severity)
  const isActive = state === 'firing' && incidentId === null && !isSilenced(alert, now())
  return {
    about: 'alerts',
    title,
    isPrivate: false,
    severity,
    state: null,
    level: { name: alert.level, pages: config.alerts.levels[alert.level].pages },
    isPaging: policy?.pages ?? false,
    respondWithin: policy?.respondWithin ?? null,
    facts,
    since: pagesFrom,
    round,
    isAcknowledged: acknowledged !== null || incidentId !== null,
    isActive: isActive && !(await isPagedAlready(trx, alert, now())),
  }
}
