import { addDays } from 'date-fns/addDays'
import { longestMaintenanceDays, type Maintenance } from '../../domain/page/maintenance.ts'
import type { PagePolicy } from '../../domain/page/page-policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import { longestPublicText, mayPublish } from '../../domain/updates/public-update.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  endMaintenance,
  insertMaintenance,
  loadMaintenance,
  maintenanceSubject,
} from '../../store/page/maintenances.ts'
import { publisherMembers } from '../updates/publisher-members.ts'

type Announced = Pick<Maintenance, 'components' | 'startsAt' | 'endsAt' | 'reason'>

/** Announces work on the public page, where its words are shown at once. */
export async function announceMaintenance(
  deps: Deps,
  wanted: Announced,
  invoker: Invoker,
): Promise<Maintenance | Refusal> {
  const announced = { ...wanted, reason: tidy(wanted.reason) }
  const refusal = whyNotAnnounced(deps, announced) ?? (await whyNotTheirs(deps, invoker))
  if (refusal) return refusal
  const at = deps.now()
  const whole = { ...announced, announcedBy: invoker.user, announcedAt: at }
  return await deps.db.transaction().execute(async (trx) => {
    const id = await insertMaintenance(trx, whole)
    await writeAudit(trx, {
      ...{ at, actor: invoker.user, action: 'maintenance.announced', subject: maintenanceSubject(id) },
      ...{ detail: announced, requestId: invoker.requestId },
    })
    return { id, ...whole, ended: null }
  })
}

function whyNotAnnounced({ config }: Deps, { startsAt, endsAt, reason }: Announced): Refusal | null {
  if (!config.statusPage) return { refused: 'no-status-page' }
  if (reason === '') return { refused: 'empty-text', what: 'what is said about the maintenance' }
  if (reason.length > longestPublicText)
    return { refused: 'public-text-too-long', length: reason.length, most: longestPublicText }
  const isBackwards = endsAt <= startsAt
  if (!isBackwards && endsAt <= addDays(startsAt, longestMaintenanceDays)) return null
  const span = { from: startsAt.toISOString(), to: endsAt.toISOString() }
  return { refused: 'no-such-span', ...span, isBackwards, mostDays: longestMaintenanceDays }
}

/** Whoever approves words for the page announces its maintenance; where nobody is configured, everybody may. */
async function whyNotTheirs(deps: Deps, { user }: Invoker): Promise<Refusal | null> {
  const who = deps.config.incidents.public
  if (!who) return null
  const members = await publisherMembers(deps)
  const isKnown = Array.isArray(members)
  if (mayPublish(who, isKnown ? members : [], user)) return null
  return { refused: 'may-not-announce', who, unknown: isKnown ? null : members.unknown }
}

/** Ends it now, or calls it off before it begins. */
export async function stopMaintenance(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<Maintenance | Refusal> {
  const known = await loadMaintenance(deps.db, id)
  if (!known) return { refused: 'no-such-maintenance', id: String(id) }
  const refusal = await whyNotTheirs(deps, invoker)
  if (refusal) return refusal
  const at = deps.now()
  return await deps.db.transaction().execute(async (trx) => {
    const ended = { by: invoker.user, at }
    if (!(await endMaintenance(trx, id, ended))) return { refused: 'maintenance-over', id }
    await writeAudit(trx, {
      ...{ at, actor: invoker.user, action: 'maintenance.ended', subject: maintenanceSubject(id) },
      requestId: invoker.requestId,
    })
    return { ...known, ended }
  })
}

/** The page that is configured, or why there is nothing to do. */
export const configuredPage = ({ config }: Deps): PagePolicy | Refusal =>
  config.statusPage ?? { refused: 'no-status-page' }
