import { operationInWords } from '../../src/domain/operation/words.ts'
import type { Change } from '../../src/domain/status/change.ts'
import { rollbackMark, route, stateIcons, stateWords } from '../deployment/words.ts'
import { severityInWords } from '../incident/words.ts'
import { capital, duration, line, time, user } from '../text.ts'

/** One line about what changed, when, and by whom. */
export function changeLine(change: Change): string {
  switch (change.what) {
    case 'deployment': {
      const { deployment } = change
      return `${stateIcons[deployment.state]} deployment ${deployment.id} ${line(route(deployment), 80)}${rollbackMark(deployment)} · ${stateWords[deployment.state]} ${time(change.at)} · ${user(deployment.requestedBy)}`
    }
    case 'operation':
      return operationLine(change)
    case 'incident':
      return incidentLine(change)
  }
}

function operationLine({ operation, at }: Change & { what: 'operation' }): string {
  const icon = operation.state === 'failed' ? ':x:' : ':gear:'
  const said = operationInWords(operation, operation.state === 'failed' ? 'failed' : 'done')
  return `${icon} ${line(capital(said), 200)} · ${time(at)} · ${user(operation.requestedBy)}`
}

function incidentLine({ incident, at }: Change & { what: 'incident' }): string {
  const took = duration(at.getTime() - incident.declaredAt.getTime())
  return `:white_check_mark: incident ${incident.id} ${line(severityInWords(incident.severity, null), 20)} ${line(incident.title, 100)} · resolved ${time(at)} after ${took}`
}
