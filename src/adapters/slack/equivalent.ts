import type { Gesture } from '../../ports.ts'

/** What to type instead of clicking, by the click's action or callback id, or by its first word. */
const commands: Record<string, string> = {
  deploy: '/deploy',
  deployment: '/deploy',
  'deployment.cancel': '/deploy cancel',
  'deployment.revert': '/rollback revert',
  'deployment.switch-flag': '/deploy flag',
  operation: '/deploy flag',
  status: '/status',
  incident: '/incident',
  declare_incident: '/incident',
  declare_incident_anywhere: '/incident',
  'incident.update': '/incident update',
  'incident.note': '/incident note',
  add_to_timeline: '/incident note',
  'incident.severity': '/incident severity',
  'incident.roles': '/incident role commander @priya',
  'incident.accept-role': '/incident accept',
  'incident.decline-role': '/incident decline-role',
  'incident.task': '/incident task',
  'incident.tasks': '/incident tasks',
  'incident.task-done': '/incident done',
  'incident.runbook': '/incident runbook',
  'incident.runbook-tick': '/incident tick',
  'incident.runbook-untick': '/incident untick',
  'incident.resolve': '/incident resolve',
  'incident.postmortem': '/incident postmortem',
  'incident.look-now': '/incident postmortem check',
  'incident.reviewed': '/incident review held',
  'incident.close': '/incident close',
}

/** How a person can get there without a window, in words that end a sentence. */
export function equivalentOf(gesture: Gesture | undefined): string {
  switch (gesture?.kind) {
    case 'slash':
      return `type \`${gesture.command}\` again, or the whole request in one line`
    case 'click':
      return orType(gesture.action)
    case 'shortcut':
      return orType(gesture.callback)
    default:
      return 'try again'
  }
}

function orType(name: string): string {
  const command = commands[name] ?? commands[name.split('.')[0] ?? '']
  return command ? `try again, or type \`${command}\`` : 'try again'
}
