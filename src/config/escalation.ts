import { openStates } from '../domain/incident/incident.ts'
import type { EscalationRule } from '../domain/paging/escalation.ts'
import type { OnCallPolicy } from '../domain/paging/on-call.ts'
import type { PageTarget } from '../domain/paging/page.ts'
import type { WrittenRules } from './schema/escalation.ts'

/** The rules of a file, or, where it has none, those that most teams want: who is on call, and again if nobody answers. */
export function escalationFrom(
  written: WrittenRules | undefined,
  onCall: OnCallPolicy | null,
): EscalationRule[] {
  return written?.map(ruleFrom) ?? (onCall ? usual : [])
}

const onCallTarget: PageTarget = { to: 'on-call' }
const usual: EscalationRule[] = [
  {
    name: 'on-call',
    about: 'incidents',
    when: {
      severities: 'paging',
      levels: [],
      openFor: 0,
      facts: [],
      words: [],
      hours: 'any',
      states: openStates,
    },
    evenIfAcknowledged: false,
    steps: [
      { after: 0, page: [onCallTarget] },
      { after: 'respondWithin', page: [onCallTarget, { to: 'channel', channel: null }] },
    ],
  },
]

/**
 * Only what asks for nothing else is for the severities that page. How long it has been open is nobody's alarm while a
 * fix is being watched.
 */
function ruleFrom({ when, steps, ...rest }: WrittenRules[number]): EscalationRule {
  const asks = when.openFor !== undefined || when.facts.length + when.words.length > 0
  const severities = when.severities ?? (asks || rest.about === 'alerts' ? 'any' : 'paging')
  const states = when.states ?? openStates.filter((one) => when.openFor === undefined || one !== 'monitoring')
  return {
    ...rest,
    when: { ...when, severities, openFor: when.openFor ?? 0, states },
    steps: steps.map(({ after, page }, index) => ({
      after: after ?? (index === 0 ? 0 : 'respondWithin'),
      page: page.map(targetFrom),
    })),
  }
}

function targetFrom(word: string): PageTarget {
  if (word === 'on-call') return { to: 'on-call' }
  if (word === 'channel') return { to: 'channel', channel: null }
  if (/^[UW][A-Z0-9]/.test(word)) return { to: 'user', user: word }
  if (/^S[A-Z0-9]/.test(word)) return { to: 'group', group: word }
  return /^[CG][A-Z0-9]/.test(word) ? { to: 'channel', channel: word } : { to: 'pager', pager: word }
}
