import type { KnownBlock } from '@slack/types'
import { unwell } from '../src/domain/check/check-now.ts'
import { actions } from './actions.ts'
import { button, context, divider, header, packed, row, section } from './blocks.ts'
import { withinLimits } from './limits.ts'
import {
  deploymentLine,
  freezeNowLine,
  incidentLine,
  type OpenIncident,
  type Overview,
  summaryOf,
} from './overview.ts'
import { changeLine } from './status/lately.ts'
import { type Waiting, waitingBlocks } from './status/waiting.ts'
import { checkLine } from './status/words.ts'
import { alertBlocks, environmentBlocks, part } from './status-reply.ts'
import { time } from './text.ts'

const maxIncidents = 10
const mostChanges = 5

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
      ...alertBlocks(facts.alerts),
      ...part('What the checks say', unwell(facts.checks).map(checkLine), '`/status web` says more of one'),
      ...packed(facts.freezes.map(freezeNowLine)),
      header('Deployments under way'),
      ...packed(facts.active.length > 0 ? facts.active.map(deploymentLine) : ['None.']),
      divider,
      header('What is live'),
      ...environmentBlocks(facts),
      ...part('Changed in the last 24 hours', facts.lately.slice(0, mostChanges).map(changeLine), ''),
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
