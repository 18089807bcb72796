import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import type { VariableFacts } from '../../src/domain/deployment/variables.ts'
import type { Skipped } from '../../src/domain/gate/break-glass.ts'
import type { PlannedItem, Tick } from '../../src/domain/gate/checklist.ts'
import type { LockFacts } from '../../src/domain/refusal.ts'
import type { Reply } from '../../src/ports.ts'
import { dryRunReply, rollbackDryRunReply } from '../../views/deployment/dry-run-replies.ts'
import { breakGlassReply } from '../../views/gate/break-glass.ts'
import { tickedReply } from '../../views/gate/checklist-replies.ts'
import { variablesReply } from '../../views/gate/variables-reply.ts'
import { refusalReply } from '../../views/reply.ts'
import { priya, start } from './samples.ts'

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Longer ones are refused in pilothouse.yml. */
const item = (text: string) => text.slice(0, 150)

export const foreignVariables = (text: string): VariableFacts => ({
  present: times(40, () => text),
  missing: times(40, () => text),
  due: times(40, () => ({ name: text, age: 9e9, dueAfter: 8e9 })),
  ageUnknown: times(40, () => text),
})

export const foreignChecklist = (text: string): PlannedItem[] => [
  ...times(7, (): PlannedItem => ({ item: item(text), by: 'person' })),
  ...(['passed', 'failed', 'pending'] as const).map(
    (state): PlannedItem => ({ item: item(text), by: 'reviewed', state, why: text }),
  ),
]

export const foreignTicks = (text: string): Tick[] => [{ item: item(text), user: priya, at: start }]

const lock = (text: string): LockFacts => ({
  ...{ environment: text, service: text, holder: text, reason: text, until: null },
  isLatch: false,
})

export const foreignSkipped = (text: string): Skipped[] => [
  { what: 'approvals', count: 2 },
  { what: 'checks', are: 'red', names: times(40, () => text) },
  { what: 'checks', are: 'unfinished', names: [text] },
  { what: 'checklist', items: times(10, () => text) },
  { what: 'lock', lock: lock(text) },
  { what: 'lock', lock: { ...lock(text), isLatch: true } },
  { what: 'freeze', name: text, until: start.toISOString() },
]

/** Every private answer about the gate, with the text in each place where foreign text can stand. */
export function gateReplies(text: string, plan: DeploymentPlan): Reply[] {
  const place = { service: text, environment: text }
  const obstacle = { refused: 'locked', lock: lock(text) } as const
  const asked = { ...place, requestedBy: priya, preview: { obstacle, waitsFor: 7, plan } }
  const choice = { target: { deployment: 3, sha: text }, undoes: times(40, (id) => id) }
  return [
    dryRunReply({ ...asked, ref: text }),
    rollbackDryRunReply({ ...asked, choice }),
    variablesReply([
      ...times(30, () => ({ ...place, facts: foreignVariables(text), unknown: null })),
      { ...place, facts: null, unknown: text },
    ]),
    ...[true, false].flatMap((isTicked) =>
      [true, false].map((isNew) => tickedReply({ id: 3, item: text, isTicked, isNew })),
    ),
    breakGlassReply({ ...place, id: 3, ref: text }),
    refusalReply({
      refused: 'checklist-failed',
      sha: text,
      items: times(10, () => ({ item: text, why: text })),
    }),
    refusalReply({ refused: 'no-such-item', id: 3, given: text, known: times(10, () => text) }),
    refusalReply({
      ...{ refused: 'variables-missing', ...place, names: times(40, () => text) },
      ...{ kind: 'vercel', project: text },
    }),
    refusalReply({
      ...{ refused: 'may-not-break-glass', environment: text, because: text },
      who: { group: text, users: [text] },
    }),
  ]
}
