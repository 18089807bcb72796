import type { KnownBlock } from '@slack/types'
import { actions } from './actions.ts'
import { button, context, divider, header, packed, row, section } from './blocks.ts'
import { withinLimits } from './limits.ts'
import {
  deploymentLine,
  freezeNowLine,
  incidentLine,
  maintenanceLine,
  type OpenIncident,
  type Overview,
  summaryOf,
} from './overview.ts'
import { type Waiting, waitingBlocks } from './status/waiting.ts'
import { alertBlocks, checkTrouble, environmentBlocks, latelyBlocks } from './status-reply.ts'
import { time } from './text.ts'

const maxIncidents = 10

/** The Home tab: what waits for you, what is going on, and what is live. */
export function homeBlocks(facts: Overview & Waiting): KnownBlock[] {
  return withinLimits(
    [
      header('Pilothouse'),
      section(`*${summaryOf(facts)}*`),
      ...row([
        button(actions.deploy, 'Deploy…', 'home', { style: 'primary' }),
        button(actions.rollback, 'Roll back…', 'home'),
        button(actions.declare, 'Declare incident…', 'home', { style: 'danger' }),
        button(actions.status, 'Status', 'home'),
      ]),
      divider,
      header('Waiting for you'),
      ...waitingBlocks(facts),
      ...incidentBlocks(facts),
      ...alertBlocks(facts.alerts, facts.now),
      ...checkTrouble(facts.checks),
      ...packed(facts.maintenances.map((each) => maintenanceLine(each, facts.now))),
      ...packed(facts.freezes.map(freezeNowLine)),
      header('Deployments under way'),
      ...packed(facts.active.length > 0 ? facts.active.map(deploymentLine) : ['None.']),
      divider,
      header('What is live'),
      ...environmentBlocks(facts),
      ...latelyBlocks(facts.lately),
      context(`As of ${time(facts.now)}. Open this tab again for the newest state.`),
    ],
    'home',
  )
}

function incidentBlocks({ incidents, now }: Pick<Overview, 'incidents' | 'now'>): KnownBlock[] {
  if (incidents.length === 0) return [header('Open incidents'), section('None.')]
  const left = incidents.length - maxIncidents
  return [
    header('Open incidents'),
    ...incidents
      .slice(0, maxIncidents)
      .map((each: OpenIncident) =>
        section(incidentLine(each, now), button(actions.update, 'Post update…', String(each.incident.id))),
      ),
    ...(left > 0 ? [context(`… and ${left} more: \`/incident list\``)] : []),
  ]
}
