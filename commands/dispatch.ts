import { closest } from '../src/domain/suggestion.ts'
import type { Answer, Deps, Gesture, Invoker, Respond } from '../src/ports.ts'
import { helpReply } from '../views/help-reply.ts'
import { alertForms, alertGestures } from './alerts/gestures.ts'
import { checkClicks } from './checks/answers.ts'
import { dataClicks } from './data/answers.ts'
import { correctionClicks, correctionForms } from './data/correct.ts'
import { flagClicks } from './deploy/flag.ts'
import { deployClicks, deployForms } from './deploy/form.ts'
import { lockClicks } from './deploy/lock.ts'
import { scheduleClicks } from './deploy/schedule.ts'
import { tickClicks } from './deploy/tick.ts'
import { troubleClicks } from './deploy/trouble.ts'
import { unpinClicks } from './deploy/unpin.ts'
import { deploy } from './deploy.ts'
import { diagnosticClicks } from './diagnostics/answers.ts'
import { incident, incidentClicks, incidentForms, incidentShortcuts } from './incident.ts'
import { mention } from './mention.ts'
import { maintenanceClicks } from './page/maintenance.ts'
import { rollbackClicks, rollbackForms } from './rollback/form.ts'
import { operationClicks } from './rollback/operation.ts'
import { rollback } from './rollback.ts'
import { runbookActs } from './runbooks/answers.ts'
import { home } from './status/home.ts'
import { queueClicks } from './status/queue.ts'
import { readinessClicks, readinessForms } from './status/readiness.ts'
import { status } from './status.ts'
import { listen } from './timeline/capture.ts'
import type { Answers, Click, Submission } from './words.ts'
import { nothing, refuse, reply } from './words.ts'

type Slash = (text: string, invoker: Invoker, deps: Deps) => Promise<Answer>

/** The slash commands; manifest.yml must name the same ones. */
export const slashCommands: Record<string, Slash> = {
  '/deploy': deploy,
  '/rollback': rollback,
  '/incident': incident,
  '/status': status,
}
export const shortcuts = incidentShortcuts

const clicks: Record<string, Answers<Click>> = {
  ...deployClicks,
  ...rollbackClicks,
  ...troubleClicks,
  ...unpinClicks,
  ...lockClicks,
  ...maintenanceClicks,
  ...scheduleClicks,
  ...tickClicks,
  ...incidentClicks,
  ...runbookActs(slashCommands),
  ...flagClicks,
  ...operationClicks,
  ...queueClicks,
  ...checkClicks,
  ...dataClicks,
  ...correctionClicks,
  ...readinessClicks,
  ...alertGestures,
  ...diagnosticClicks,
  'status.show': async (_click, invoker, deps) => await status('', invoker, deps),
}
const forms: Record<string, Answers<Submission>> = {
  ...deployForms,
  ...rollbackForms,
  ...incidentForms,
  ...readinessForms,
  ...correctionForms,
  ...alertForms,
}

/** Everything people can do arrives here, whichever way Slack sent it. */
export function createRespond(deps: Deps): Respond {
  return async (gesture, invoker) => await respond(gesture, invoker, deps)
}

async function respond(gesture: Gesture, invoker: Invoker, deps: Deps): Promise<Answer> {
  switch (gesture.kind) {
    case 'slash':
      return (
        (await slashCommands[gesture.command]?.(gesture.text, invoker, deps)) ??
        unknownCommand(gesture.command)
      )
    case 'click':
      return (await clicks[gesture.action]?.(gesture, invoker, deps)) ?? unknownGesture(gesture.action, deps)
    case 'submit':
      return (await forms[gesture.form]?.(gesture, invoker, deps)) ?? unknownGesture(gesture.form, deps)
    case 'shortcut':
      return (
        (await shortcuts[gesture.callback]?.(gesture, invoker, deps)) ??
        unknownGesture(gesture.callback, deps)
      )
    case 'mention':
      return await mention(gesture.text, invoker, deps, slashCommands)
    case 'home':
      return await home(invoker, deps)
    case 'reaction':
    case 'edit':
    case 'deletion':
      return await listen(gesture, invoker, deps)
  }
}

function unknownCommand(given: string): Answer {
  const known = Object.keys(slashCommands)
  return refuse({ refused: 'unknown-word', what: 'command', given, known, suggestion: closest(given, known) })
}

/** Links have action ids too, and a card of an older version may carry a button that is gone. */
function unknownGesture(id: string, deps: Deps): Answer {
  deps.log.info({ id }, 'A gesture that nothing answers')
  return id.startsWith('open.') ? nothing : reply(helpReply())
}
