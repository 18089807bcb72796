import type { KnownBlock } from '@slack/types'
import type { Message } from '../src/domain/message.ts'
import { deploymentAnswer } from './deployment/answer.ts'
import { deploymentCard } from './deployment/card.ts'
import { drillScore } from './drill/score.ts'
import { drillStep } from './drill/step.ts'
import { breakGlassNotice } from './gate/break-glass.ts'
import { lockTaken } from './gate/lock-taken.ts'
import { incidentBroadcast } from './incident/broadcast.ts'
import { incidentCard } from './incident/card.ts'
import { resolutionReport } from './incident/resolution-report.ts'
import { statusUpdate } from './incident/status-update.ts'
import { updateNudge } from './incident/update-nudge.ts'
import { droppedNotice } from './lifecycle/dropped.ts'
import { clip, limits, withinLimits } from './limits.ts'
import { resolveOffer } from './monitoring/resolve-offer.ts'
import { operationAnswer } from './operation/answer.ts'
import { operationCard } from './operation/card.ts'
import { postmortemNews } from './postmortem/news.ts'
import { personLeft, roleOffer } from './roles/role-offer.ts'
import { runbookCard } from './runbooks/card.ts'
import { stakeholderCard } from './updates/stakeholder-card.ts'

export type Rendered = { text: string; blocks: KnownBlock[] }

/** A message as Slack takes it: within its limits, and with a text for notifications and screen readers. */
export function renderMessage(message: Message): Rendered {
  const { text, blocks } = render(message)
  return { text: clip(text, limits.fallbackText), blocks: withinLimits(blocks, 'message') }
}

type DeploymentPurpose =
  | 'deployment-card'
  | 'deployment-answer'
  | 'break-glass'
  | 'operation-card'
  | 'operation-answer'
  | 'lock-taken'

function render(message: Message): Rendered {
  switch (message.purpose) {
    case 'deployment-card':
      return deploymentCard(message)
    case 'deployment-answer':
      return deploymentAnswer(message)
    case 'break-glass':
      return breakGlassNotice(message)
    case 'operation-card':
      return operationCard(message)
    case 'operation-answer':
      return operationAnswer(message)
    case 'lock-taken':
      return lockTaken(message)
    default:
      return renderOfIncident(message)
  }
}

function renderOfIncident(message: Exclude<Message, { purpose: DeploymentPurpose }>): Rendered {
  switch (message.purpose) {
    case 'incident-card':
      return incidentCard(message)
    case 'stakeholder-card':
      return stakeholderCard(message)
    case 'incident-broadcast':
      return incidentBroadcast(message)
    case 'status-update':
      return statusUpdate(message)
    case 'update-nudge':
      return updateNudge(message)
    case 'incident-dropped':
      return droppedNotice(message)
    case 'role-offer':
      return roleOffer(message)
    case 'runbook-card':
      return runbookCard(message)
    case 'person-left':
      return personLeft(message)
    case 'drill-step':
      return drillStep(message)
    case 'drill-score':
      return drillScore(message)
    case 'resolve-offer':
      return resolveOffer(message)
    case 'postmortem-news':
      return postmortemNews(message)
    case 'resolution-report':
      return resolutionReport(message)
  }
}
