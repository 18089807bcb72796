import { momentOf } from '../../src/domain/deployment/start-time.ts'
import type { PagePolicy } from '../../src/domain/page/page-policy.ts'
import { pageAddress } from '../../src/domain/page/page-policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { listMaintenances } from '../../src/store/page/maintenances.ts'
import { announceMaintenance, configuredPage, stopMaintenance } from '../../src/workflows/page/maintenance.ts'
import { timeZoneFor } from '../../src/workflows/time-zone.ts'
import { actions } from '../../views/actions.ts'
import { announcedReply, endedReply, maintenancesReply } from '../../views/page/maintenance-replies.ts'
import { timeAgainst } from '../deploy/schedule.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import { type MaintenanceCommand, parseMaintenance } from './maintenance-grammar.ts'

/** `/status maintenance …` */
export async function answerMaintenance(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const page = configuredPage(deps)
  if (isRefusal(page)) return refuse(page)
  const command = parseMaintenance(text, page)
  if (isRefusal(command)) return refuse(command)
  switch (command.verb) {
    case 'list':
      return reply(maintenancesReply(await listMaintenances(deps.db, deps.now()), page, deps.now()))
    case 'end':
      return await end(command.id, page, invoker, deps)
    case 'add': {
      const span = await spanOf(command, invoker, deps)
      if (isRefusal(span)) return refuse(span)
      const { components, reason } = command
      const announced = await announceMaintenance(deps, { components, reason, ...span }, invoker)
      if (isRefusal(announced)) return refuse(announced)
      return reply(announcedReply(announced, page, pageAddress(page, deps.webUrl())))
    }
  }
}

/** Both times by the clock of whoever said them; the end is the first such time after the beginning. */
async function spanOf(
  { from, to }: Extract<MaintenanceCommand, { verb: 'add' }>,
  { user }: Invoker,
  deps: Deps,
): Promise<{ startsAt: Date; endsAt: Date } | Refusal> {
  const now = deps.now()
  const { timeZone } = await timeZoneFor(deps, user)
  const startsAt = from ? momentOf(from, timeZone, now) : now
  const refusal = from ? timeAgainst(startsAt, now) : null
  return refusal ?? { startsAt, endsAt: momentOf(to, timeZone, startsAt) }
}

async function end(id: number, page: PagePolicy, invoker: Invoker, deps: Deps): Promise<Answer> {
  const ended = await stopMaintenance(deps, id, invoker)
  return isRefusal(ended) ? refuse(ended) : reply(endedReply(ended, page))
}

const clickEnd: Answers<Click> = async ({ value }, invoker, deps) => {
  const page = configuredPage(deps)
  return isRefusal(page) ? refuse(page) : await end(parseId(value) ?? 0, page, invoker, deps)
}

export const maintenanceClicks: Record<string, Answers<Click>> = { [actions.endMaintenance]: clickEnd }
