import type { Gesture } from '../../ports.ts'

const commands: Record<string, string> = {
  deploy: '/deploy',
  deployment: '/deploy',
  rollback: '/rollback',
  incident: '/incident',
  declare: '/incident',
  nudge: '/incident update',
  'add-to-timeline': '/incident note',
  status: '/status',
}

/** Second words of actions that the command means without being told. */
const implied = new Set(['new', 'declare', 'show', 'details'])

/** What a person can type instead of what they clicked, in words that end a sentence. */
export function equivalentOf(gesture: Gesture | undefined): string {
  if (!gesture) return 'try again'
  if (gesture.kind === 'slash') return `type \`${gesture.command}\` again, or the whole request in one line`
  const name = nameOf(gesture)
  const [first = '', second] = name.split('.')
  const command = commands[name] ?? commands[first]
  if (!command) return 'try again'
  const verb = second && !implied.has(second) ? ` ${second}` : ''
  return `try again, or type \`${command}${verb}\``
}

function nameOf(gesture: Exclude<Gesture, { kind: 'slash' }>): string {
  switch (gesture.kind) {
    case 'click':
      return gesture.action
    case 'submit':
      return gesture.form
    case 'shortcut':
      return gesture.callback
    case 'mention':
    case 'home':
      return ''
  }
}
