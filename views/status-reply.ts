import type { Button, KnownBlock } from '@slack/types'
import { alertLevels } from '../src/domain/check/check.ts'
import type { CheckNow } from '../src/domain/check/check-now.ts'
import { unwell } from '../src/domain/check/check-now.ts'
import { type Alert, isSilenced } from '../src/domain/paging/alert.ts'
import type { Change } from '../src/domain/status/change.ts'
import type { Reply } from '../src/ports.ts'
import { actions } from './actions.ts'
import { button, context, packed, row, section } from './blocks.ts'
import { pinInWords, unpinButton } from './deployment/pin-words.ts'
import { heldInWords, unlockButton } from './gate/lock-words.ts'
import { withinLimits } from './limits.ts'
import {
  deploymentLine,
  type EnvironmentNow,
  freezeNowLine,
  incidentLine,
  maintenanceLine,
  type Overview,
  type ServiceNow,
  serviceLine,
  summaryOf,
} from './overview.ts'
import { changeLine } from './status/lately.ts'
import { alertLine, checkLine, checksLine } from './status/words.ts'
import { line, time } from './text.ts'

const maxLines = 10
const mostChanges = 5
const mostAlerts = 5

/** The state of everything: what is wrong first, then what is moving, then what runs where. `details` are of one component. */
export function statusReply(overview: Overview, details: readonly KnownBlock[] = []): Reply {
  const text = summaryOf(overview)
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...part(
          'Open incidents',
          overview.incidents.map((each) => incidentLine(each, overview.now)),
          '`/incident list`',
        ),
        ...alertBlocks(overview.alerts, overview.now),
        ...(details.length > 0 ? [] : checkTrouble(overview.checks)),
        ...packed(overview.maintenances.map((each) => maintenanceLine(each, overview.now))),
        ...packed(overview.freezes.map(freezeNowLine)),
        ...part('Deployments under way', overview.active.map(deploymentLine), '`/deploy history`'),
        ...environmentBlocks(overview),
        ...details,
        ...latelyBlocks(overview.lately),
        context(
          `As of ${time(overview.now)}.${details.length > 0 ? '' : ' `/status web` says more of one service, `/status help` what else there is.'}`,
        ),
        ...row([
          button(actions.deploy, 'Deploy…', 'status'),
          button(actions.rollback, 'Roll back…', 'status'),
          button(actions.declare, 'Declare incident…', 'status'),
          ...unpinButtons(overview),
          ...unlockButtons(overview),
        ]),
      ],
      'message',
    ),
  }
}

/** One place is told apart by its button; more of them by their commands. */
function unpinButtons({ environments }: Overview): Button[] {
  const pinned = environments.flatMap(({ name, services }) =>
    services.filter(({ isPinned }) => isPinned).map(({ service }) => ({ service, environment: name })),
  )
  const [only, ...others] = pinned
  return only && others.length === 0 ? [unpinButton(only)] : []
}

function unlockButtons({ environments }: Overview): Button[] {
  const [only, ...others] = environments.flatMap(({ locks }) => locks)
  return only && others.length === 0 ? [unlockButton(only)] : []
}

/** A titled list, or nothing where it is empty; what doesn't fit is counted. */
function part(title: string, lines: string[], rest: string): KnownBlock[] {
  if (lines.length === 0) return []
  const left = lines.length - maxLines
  const more = left > 0 ? [`… and ${left} more: ${rest}`] : []
  return packed([`*${title}*`, ...lines.slice(0, maxLines), ...more])
}

/** What fires, the gravest that nobody takes care of first, each with its button; nothing where nothing does. */
export function alertBlocks(alerts: readonly Alert[], now: Date): KnownBlock[] {
  if (alerts.length === 0) return []
  const left = alerts.length - mostAlerts
  return [
    section('*Alerts that fire*'),
    ...alerts
      .toSorted((a, b) => rank(a, now) - rank(b, now))
      .slice(0, mostAlerts)
      .map((alert) => alertBlock(alert, now)),
    ...(left > 0 ? [context(`… and ${left} more: \`/status alerts\``)] : []),
  ]
}

const rank = (alert: Alert, now: Date): number =>
  alertLevels.indexOf(alert.level) + (isCaredFor(alert, now) ? alertLevels.length : 0)

const isCaredFor = (alert: Alert, now: Date): boolean =>
  alert.acknowledged !== null || alert.incidentId !== null || isSilenced(alert, now)

const alertBlock = (alert: Alert, now: Date): KnownBlock =>
  section(
    alertLine(alert, now),
    isCaredFor(alert, now) ? undefined : button(actions.acknowledgeAlert, 'Acknowledge', String(alert.id)),
  )

/** What the checks found that is not well, or that nobody knows. */
export const checkTrouble = (checks: readonly CheckNow[]): KnownBlock[] =>
  part('What the checks say', unwell(checks).map(checkLine), '`/status checks` lists them all')

export const latelyBlocks = (lately: readonly Change[]): KnownBlock[] =>
  part('Changed in the last 24 hours', lately.slice(0, mostChanges).map(changeLine), '')

/** What runs where, one environment after the other. */
export const environmentBlocks = ({
  environments,
  checks,
  now,
}: Pick<Overview, 'environments' | 'checks' | 'now'>): KnownBlock[] =>
  environments.flatMap(({ name, services, locks }) =>
    packed([
      `*${line(name, 60)}*`,
      ...lockLines(locks, null, now),
      ...(services.length > 0
        ? services.flatMap((one) => [
            serviceLine(one),
            ...checksLine(
              checks.filter(({ service, environment }) => service === one.service && environment === name),
            ).map((each) => `   ${each}`),
            ...pinLines(one, name),
            ...lockLines(locks, one.service, now).map((each) => `   ${each}`),
          ])
        : ['No service goes to it in pilothouse.yml.']),
    ]),
  )

const lockLines = (locks: EnvironmentNow['locks'], of: string | null, now: Date): string[] =>
  locks.filter(({ service }) => service === of).map((lock) => `:lock: locked ${heldInWords(lock, now)}`)

const pinLines = ({ service, isPinned }: ServiceNow, environment: string): string[] =>
  isPinned ? [`   ${pinInWords({ service, environment })}`] : []
