import type { KnownBlock } from '@slack/types'
import type { Message, Purpose } from '../src/domain/message.ts'
import { alertCard } from './alerts/card.ts'
import { stillFires } from './alerts/still-fires.ts'
import { correctionCard } from './data/correction.ts'
import { deploymentAnswer } from './deployment/answer.ts'
import { deploymentCard } from './deployment/card.ts'
import { diagnosticCard } from './diagnostics/card.ts'
import { drillScore } from './drill/score.ts'
import { drillStep } from './drill/step.ts'
import { breakGlassNotice } from './gate/break-glass.ts'
import { lockTaken } from './gate/lock-taken.ts'
import { incidentBroadcast } from './incident/broadcast.ts'
import { incidentCard } from './incident/card.ts'
import { resolutionReport } from './incident/resolution-report.ts'
import { droppedNotice } from './lifecycle/dropped.ts'
import { clip, limits, withinLimits } from './limits.ts'
import { resolveOffer } from './monitoring/resolve-offer.ts'
import { operationAnswer } from './operation/answer.ts'
import { operationCard } from './operation/card.ts'
import { pageFailedMessage, pageMessage } from './paging/page.ts'
import { postmortemNews } from './postmortem/news.ts'
import { personLeft, roleOffer } from './roles/role-offer.ts'
import { runbookCard } from './runbooks/card.ts'
import { taskReminder } from './tasks/task-reminder.ts'
import { publicUpdateCard } from './updates/public-update.ts'
import { stakeholderCard } from './updates/stakeholder-card.ts'
import { statusUpdate } from './updates/status-update.ts'
import { updateNudge } from './updates/update-nudge.ts'

export type Rendered = { text: string; blocks: KnownBlock[] }

/** A message as Slack takes it: within its limits, and with a text for notifications and screen readers. */
export function renderMessage(message: Message): Rendered {
  const { text, blocks } = render(message)
  return { text: clip(text, limits.fallbackText), blocks: withinLimits(blocks, 'message') }
}

type Views = { [One in Purpose]: (message: Message & { purpose: One }) => Rendered }

const views: Views = {
  'deployment-card': deploymentCard,
  'deployment-answer': deploymentAnswer,
  'break-glass': breakGlassNotice,
  'operation-card': operationCard,
  'operation-answer': operationAnswer,
  'incident-card': incidentCard,
  'incident-broadcast': incidentBroadcast,
  'public-update': publicUpdateCard,
  'stakeholder-card': stakeholderCard,
  'status-update': statusUpdate,
  'update-nudge': updateNudge,
  'incident-dropped': droppedNotice,
  'role-offer': roleOffer,
  'runbook-card': runbookCard,
  'task-reminder': taskReminder,
  'person-left': personLeft,
  'drill-step': drillStep,
  'drill-score': drillScore,
  page: pageMessage,
  'page-failed': pageFailedMessage,
  'alert-card': alertCard,
  'alert-still-fires': stillFires,
  'correction-card': correctionCard,
  'diagnostic-card': diagnosticCard,
  'lock-taken': lockTaken,
  'resolve-offer': resolveOffer,
  'resolution-report': resolutionReport,
  'postmortem-news': postmortemNews,
}

function render<One extends Purpose>(message: Message & { purpose: One }): Rendered {
  const view: Views[One] = views[message.purpose]
  return view(message)
}
