import type { RunbookAct } from '../../domain/incident/runbook.ts'

type Button = (words: string[]) => RunbookAct | null

const flag: Button = ([state, name, ...rest]) => {
  if (name === undefined || (state !== 'on' && state !== 'off')) return null
  const environment = rest.filter((word) => word !== 'in')
  const text = ['flag', state, name, ...environment, 'because the runbook says so'].join(' ')
  return { label: `Turn ${name} ${state}`, command: '/deploy', text, changesSomething: true }
}

const lock: Button = (words) =>
  words.length === 0
    ? null
    : {
        ...{ label: `Lock ${words.join(' ')}`, command: '/deploy', changesSomething: true },
        text: `lock ${words.join(' ')} because the runbook says so`,
      }

/** What a step's button can do: only what is a command already, with that command's own questions and authority. */
const buttons: Record<string, Button> = {
  'roll-back': (words) =>
    words.length < 2
      ? null
      : {
          ...{ label: `Roll back ${words.join(' → ')}`, command: '/rollback', changesSomething: true },
          text: `${words.join(' ')} because the runbook says so`,
        },
  flag,
  lock,
  page: (words) => {
    const whom = words.join(' ') || 'on-call'
    return { label: `Page ${whom}`, command: '/incident', text: `page ${whom}`, changesSomething: true }
  },
  correlate: () => ({ label: 'Correlate', command: '/incident', text: 'correlate', changesSomething: false }),
  diagnose: (words) => ({
    ...{ label: `Diagnose ${words.join(' ')}`.trim(), command: '/status', changesSomething: false },
    text: ['diagnose', ...words].join(' '),
  }),
  status: (words) => ({
    ...{ label: `Status ${words.join(' ')}`.trim(), command: '/status', changesSomething: false },
    text: words.join(' '),
  }),
}

/** `roll-back web production`, `flag off new-basket in production`, `page on-call`; null for anything else. */
export function parseAct(asked: string): RunbookAct | null {
  const [verb = '', ...words] = asked.trim().split(/\s+/u)
  const button = Object.hasOwn(buttons, verb) ? buttons[verb] : undefined
  return button?.(words) ?? null
}
