import type { Button, KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { factWords } from '../../src/domain/paging/page.ts'
import { actions } from '../actions.ts'
import { button, factLines, packed, row, section } from '../blocks.ts'
import { stateInWords } from '../deployment/words.ts'
import { ago, code, duration, line, link, quote, time, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'alert-card' }>

/** An alert where incidents are announced: what is wrong since when, what was released before, and who looks into it. */
export function alertCard({ alert, incident, deployments }: Shown): { text: string; blocks: KnownBlock[] } {
  const title = `Alert ${alert.id} · ${line(alert.title, 150)}`
  const level = alert.severity ? ` (${line(alert.severity.toUpperCase(), 20)})` : ''
  return {
    text: `${title}${level}${alert.state === 'resolved' ? ', over' : ''}`,
    blocks: [
      section(`${icon(alert)} *${title}*${level}`),
      factLines({
        Since: since(alert),
        Service: place(alert),
        Told: alert.facts.length > 0 ? alert.facts.map((fact) => factWords[fact]).join(', ') : null,
        From: `${code(alert.source)}${alert.link ? ` · ${link(alert.link, 'look there')}` : ''}`,
        'Looked into by': alert.acknowledged
          ? `${user(alert.acknowledged.by)}, since ${time(alert.acknowledged.at)}`
          : null,
        Incident:
          alert.incidentId === null
            ? null
            : `${alert.incidentId}; ${code(`/incident timeline ${alert.incidentId}`)} shows it`,
      }),
      ...(alert.summary ? [section(quote(alert.summary, 600))] : []),
      ...released(deployments),
      ...buttons(alert, incident),
    ],
  }
}

const icon = ({ state, incidentId, acknowledged }: Alert): string => {
  if (state === 'resolved') return ':white_check_mark:'
  if (incidentId !== null) return ':rotating_light:'
  return acknowledged ? ':eyes:' : ':fire:'
}

function since({ firedAt, resolvedAt }: Alert): string {
  if (resolvedAt === null) return `${time(firedAt)}, ${ago(firedAt)}`
  return `${time(firedAt)}; over after ${duration(resolvedAt.getTime() - firedAt.getTime())}`
}

function place({ service, environment }: Alert): string | null {
  if (service === null) return environment === null ? null : line(environment, 60)
  return `${line(service, 60)}${environment ? ` in ${line(environment, 60)}` : ''}`
}

function released(deployments: Shown['deployments']): KnownBlock[] {
  if (deployments.length === 0) return []
  const lines = deployments.map(
    ({ id, service, environment, state, at }) =>
      `• Deployment ${id}, ${line(service, 60)} → ${line(environment, 60)}: ${stateInWords(state)}${at ? `, begun ${ago(at)}` : ''}`,
  )
  return packed(['*Released before*, as it stood then', ...lines])
}

function buttons(alert: Alert, incident: Shown['incident']): KnownBlock[] {
  if (alert.state === 'resolved' || alert.incidentId !== null) return []
  const id = String(alert.id)
  const offered: Button[] = [
    ...(alert.acknowledged
      ? []
      : [button(actions.acknowledgeAlert, 'Acknowledge', id, { style: 'primary' })]),
    button(actions.declareAlert, 'Declare incident', id),
    ...(incident
      ? [button(actions.joinAlert, `Add to incident ${incident.id}`, `${id}:${incident.id}`)]
      : []),
  ]
  return row(offered)
}
