import type { Maintenance, MaintenanceState } from '../../src/domain/page/maintenance.ts'
import { maintenanceState } from '../../src/domain/page/maintenance.ts'
import type { PagePolicy } from '../../src/domain/page/page-policy.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { line, link, list, sentence, time, user } from '../text.ts'

type Titles = Pick<PagePolicy, 'components'>

const titles = ({ components: names }: Maintenance, { components }: Titles): string =>
  list(
    names.map((name) => line(components.find((one) => one.name === name)?.title ?? name, 60)),
    8,
  )

const span = ({ startsAt, endsAt }: Maintenance): string => `${time(startsAt)} to ${time(endsAt)}`

export const announcedReply = (maintenance: Maintenance, page: Titles, address: string): Reply =>
  sentenceReply(
    `:construction: Maintenance ${maintenance.id} of ${titles(maintenance, page)} stands on the ${link(address, 'public page')}: ${span(maintenance)}. Everybody reads: ${sentence(line(maintenance.reason, 500))} \`/status maintenance end ${maintenance.id}\` ends it earlier, or calls it off.`,
  )

export const endedReply = (maintenance: Maintenance, page: Titles): Reply =>
  sentenceReply(
    maintenanceState(maintenance, maintenance.endsAt) === 'called-off'
      ? `Maintenance ${maintenance.id} of ${titles(maintenance, page)} is called off, which the public page says.`
      : `Maintenance ${maintenance.id} of ${titles(maintenance, page)} is over. The public page shows again what its checks see.`,
  )

const words = {
  scheduled: ':calendar:',
  'in-progress': ':construction: now,',
  completed: ':white_check_mark: over,',
  'called-off': ':heavy_multiplication_x: called off,',
} as const satisfies Record<MaintenanceState, string>

const mostListed = 20

/** What goes on and what is to come, each with a button that ends it. */
export function maintenancesReply(all: readonly Maintenance[], page: Titles, now: Date): Reply {
  const shown = all.filter((one) => ['scheduled', 'in-progress'].includes(maintenanceState(one, now)))
  if (shown.length === 0)
    return sentenceReply(
      'No maintenance is announced. `/status maintenance add shop from 22:00 to 23:00 because …` announces some on the public page.',
    )
  const text = `${shown.length} announced`
  return {
    text,
    blocks: withinLimits(
      [
        section(`*Maintenance: ${text}*`),
        ...shown.slice(0, mostListed).map((one) => {
          const state = maintenanceState(one, now)
          const label = state === 'scheduled' ? 'Call off' : 'End now'
          return section(
            `${words[state]} *${one.id}* · ${titles(one, page)} · ${span(one)} · ${user(one.announcedBy)}\n${line(one.reason, 300)}`,
            button(actions.endMaintenance, label, String(one.id)),
          )
        }),
      ],
      'message',
    ),
  }
}
