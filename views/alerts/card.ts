import type { Button, KnownBlock } from '@slack/types'
import { saidOfSource } from '../../src/domain/alert/group.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { factWords } from '../../src/domain/paging/page.ts'
import { actions } from '../actions.ts'
import { button, factLines, packed, row, section } from '../blocks.ts'
import { stateInWords } from '../deployment/words.ts'
import { ago, channel, code, duration, line, link, plural, quote, time, user } from '../text.ts'
import { alertIcon, flappingInWords, levelWords, placeInWords, silencedInWords } from './words.ts'

type Shown = Extract<Message, { purpose: 'alert-card' }>

/** An alert where its level is told: what is wrong since when, what was released before, and who looks into it. */
export function alertCard(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const { alert, others, isSilenced, flapping, deployments } = shown
  const title = `Alert ${alert.id} · ${line(alert.title, 150)}`
  const level = `${alert.severity ? ` (${line(alert.severity.toUpperCase(), 20)})` : ''}${levelWords[alert.level]}`
  const more = others.length > 0 ? `, and ${others.length} more` : ''
  return {
    text: `${title}${level}${more}${alert.state === 'resolved' ? ', over' : ''}`,
    blocks: [
      section(
        `${alertIcon(alert, isSilenced)} *${title}*${level}${flapping ? ` · ${flappingInWords(flapping)}` : ''}`,
      ),
      factLines({
        Since: since(alert),
        Service: placeInWords(alert),
        Told: alert.facts.length > 0 ? alert.facts.map((fact) => factWords[fact]).join(', ') : null,
        From: `${code(alert.source)}${alert.link ? ` · ${link(alert.link, 'look there')}` : ''}`,
        Silenced: isSilenced && alert.silenced ? silencedInWords(alert.silenced) : null,
        'Looked into by': alert.acknowledged
          ? `${user(alert.acknowledged.by)}, since ${time(alert.acknowledged.at)}`
          : null,
        Incident: incidentInWords(shown),
      }),
      ...(alert.summary ? [section(quote(alert.summary, 600))] : []),
      ...othersBlocks(others),
      ...released(deployments),
      ...buttons(shown),
    ],
  }
}

function incidentInWords({ alert: { incidentId }, channel: place }: Shown): string | null {
  if (incidentId === null) return null
  const shows = `${code(`/incident timeline ${incidentId}`)} shows it`
  return place ? `${incidentId}, in ${channel(place)}; ${shows}` : `${incidentId}; ${shows}`
}

function since({ firedAt, resolvedAt }: Alert): string {
  if (resolvedAt === null) return `${time(firedAt)}, ${ago(firedAt)}`
  return `${time(firedAt)}; over after ${duration(resolvedAt.getTime() - firedAt.getTime())}`
}

const mostOthers = 12

/** What began with it, and so stands here too; those that fire first. */
function othersBlocks(others: readonly Alert[]): KnownBlock[] {
  if (others.length === 0) return []
  const firing = others.filter(({ state }) => state === 'firing')
  const shown = [...firing, ...others.filter((other) => !firing.includes(other))].slice(0, mostOthers)
  const left = others.length - shown.length
  return packed([
    `*${plural(others.length, 'alert')} that began with it*, ${firing.length} of which still fire`,
    ...shown.map(
      (other) =>
        `${alertIcon(other, false)} ${other.id} · ${line(other.title, 120)}${levelWords[other.level]}${other.state === 'resolved' ? ' · over' : ''}`,
    ),
    ...(left > 0 ? [`… and ${left} more: ${code('/status alerts')}`] : []),
  ])
}

function released(deployments: Shown['deployments']): KnownBlock[] {
  if (deployments.length === 0) return []
  const lines = deployments.map(
    ({ id, service, environment, state, at }) =>
      `• Deployment ${id}, ${line(service, 60)} → ${line(environment, 60)}: ${stateInWords(state)}${at ? `, begun ${ago(at)}` : ''}`,
  )
  return packed(['*Released before*, as it stood then', ...lines])
}

/** What can be done about it; each is also a command: `/status ack 5`, `declare`, `silence`, `unsilence`, `diagnose`, `runbook`. */
function buttons({ alert, others, incident, isSilenced, runbook }: Shown): KnownBlock[] {
  const firing = [alert, ...others].filter(({ state }) => state === 'firing')
  const id = String(alert.id)
  const isOpen = firing.length > 0
  const isLeft = firing.some(({ acknowledged, incidentId }) => !acknowledged && incidentId === null)
  const offered: Button[] = [
    ...(isLeft && !isSilenced
      ? [button(actions.acknowledgeAlert, 'Acknowledge', id, { style: 'primary' })]
      : []),
    ...(isOpen && alert.incidentId === null ? [button(actions.declareAlert, 'Declare incident', id)] : []),
    ...(isOpen && alert.incidentId === null && incident
      ? [button(actions.joinAlert, `Add to incident ${incident.id}`, `${id}:${incident.id}`)]
      : []),
    ...(isOpen
      ? [
          isSilenced
            ? button(actions.unsilenceAlert, 'End silence', id)
            : button(actions.silenceAlert, 'Silence…', id),
        ]
      : []),
    ...(isOpen && alert.service !== null ? [button(actions.diagnoseAlert, 'Diagnose', id)] : []),
    ...(isOpen && runbook ? [button(actions.alertRunbook, 'Runbook', id)] : []),
    ...(alert.fingerprint === saidOfSource.unreadable
      ? [button(actions.showPost, 'Show the post', alert.source)]
      : []),
  ]
  return row(offered)
}
