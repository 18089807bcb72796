import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkActionItems } from '../../../src/domain/incident/action-items.ts'
import { type HealthCheck, healthOf, healthTroubles } from '../../../src/domain/incident/health.ts'
import type { RestoredIncident } from '../../../src/domain/incident/incident.ts'
import { emptyReport } from '../../../src/domain/incident/incident-report.ts'
import type { Task } from '../../../src/domain/incident/task.ts'
import { documentOf, fileNameOf, unknownSlots } from '../../../src/domain/postmortem/document.ts'
import { outletOf, type PostmortemFacts, toldEntries } from '../../../src/domain/postmortem/postmortem.ts'
import { nextReminder, remindersOf } from '../../../src/domain/postmortem/review.ts'
import type { TimelineEntry, TimelineEvent } from '../../../src/domain/timeline/timeline.ts'
import { declaredAt, incident, inSeconds } from '../incidents.ts'

const { promise: _promise, pause: _pause, relaxedEvery: _relaxed, ...common } = incident()
const over: RestoredIncident = {
  ...common,
  ...{ state: 'postmortem', resolvedAt: inSeconds(3600), resolvedBy: 'U0TOMAS0001', summary: 'Rolled back.' },
}
const entry = (event: TimelineEvent, seq = 1): TimelineEntry => ({
  ...{ seq, at: inSeconds(seq * 60), actor: 'U0MAYA00001', event },
  ...{ permalink: null, previousHash: '', hash: '' },
})
const facts = (change: Partial<PostmortemFacts> = {}): PostmortemFacts => ({
  ...{
    incident: over,
    severityName: 'Critical',
    report: emptyReport,
    timeline: [],
    actionItems: [],
    suspects: [],
  },
  ...{ promises: { kept: 1, late: 0, held: 2 }, reviewAt: inSeconds(7200), names: { U0MAYA00001: 'Maya' } },
  ...change,
})
const task = (change: Partial<Task>): Task => ({
  ...{ id: 1, incidentId: 3, kind: 'action', text: 'alert on it', owner: 'U0MAYA00001', dueOn: '2026-12-01' },
  ...{ state: 'open', createdBy: 'U0MAYA00001', createdAt: declaredAt, doneBy: null, doneAt: null },
  ...{ issue: null, remindedOn: null, revision: 0 },
  ...change,
})

describe('a post-mortem', () => {
  it('says what people wrote in place of the facts, and leaves unknown placeholders alone', () => {
    const template = '{{title}} / {{rootCause}} / {{ summary }} / {{nonsense}}'
    const text = documentOf({ sections: { rootCause: 'An index.' } }, facts(), template)
    expect(text).toBe('checkout returns 500s / An index. / Rolled back. / {{nonsense}}\n')
    expect(unknownSlots(template)).toEqual(['nonsense'])
  })

  it('does not fill placeholders that somebody typed into an incident', () => {
    const typed = { ...over, title: '{{summary}}', summary: '{{title}}' }
    const text = documentOf({ sections: {} }, facts({ incident: typed }), '{{title}} {{summary}}')
    expect(text).toBe('{{summary}} {{title}}\n')
  })

  it('tells nothing that Pilothouse did about it after the end, but what people remembered', () => {
    const kinds = toldEntries([
      entry({ kind: 'resolved', summary: 'once' }, 1),
      entry({ kind: 'reopened', because: 'again' }, 2),
      entry({ kind: 'resolved', summary: 'twice' }, 3),
      entry({ kind: 'happened', topic: 'postmortem', did: 'proposed it' }, 4),
      entry({ kind: 'note', text: 'the alert was late' }, 5),
    ]).map(({ event }) => event.kind)
    expect(kinds).toEqual(['resolved', 'reopened', 'resolved', 'note'])
  })

  it('shows how each deployment ended, once, and people by name', () => {
    const deployment = (became: string, seq: number) =>
      entry({ kind: 'deployment', id: 7, service: 'web', environment: 'production', sha: null, became }, seq)
    const timeline = [deployment('rolling-out', 1), deployment('rolled-back', 2)]
    const text = documentOf({ sections: {} }, facts({ timeline }), '{{deployments}}\n{{people}}')
    expect(text.match(/Deployment 7/g)).toHaveLength(1)
    expect(text).toContain('| rolled back |')
    expect(text).toContain('- commander: Maya\n')
  })

  it('keeps its tables whole whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const timeline = [entry({ kind: 'note', text })]
        const lines = documentOf({ sections: {} }, facts({ timeline }), '{{timeline}}').trim().split('\n')
        expect(lines).toHaveLength(3)
        expect(lines[2]?.replace(/\\./g, '').match(/\|/g)).toHaveLength(3)
        expect(lines[2]).not.toContain('<')
      }),
    )
  })

  it('is called by its day, its incident and its round, and leaves private ones out of the repository', () => {
    expect(fileNameOf(over, 2)).toBe('2026-11-23-incident-3-checkout-returns-500s-2.md')
    expect(outletOf({ isPrivate: true, isDrill: false }, 'harbour/shop').to).toBe('file')
    expect(outletOf({ isPrivate: false, isDrill: true }, 'harbour/shop').to).toBe('file')
    expect(outletOf({ isPrivate: false, isDrill: false }, undefined).to).toBe('file')
  })
})

it('action items are checked for an owner and a date, dropped ones are not', () => {
  const lacking = [task({ owner: null }), task({ dueOn: null }), task({ owner: null, state: 'dropped' })]
  expect(checkActionItems(lacking)).toEqual({
    state: 'failure',
    description: '1 action item lacks an owner, 1 action item lacks a date',
  })
  expect(checkActionItems([task({})]).state).toBe('success')
})

it('of several reminders that fell due unseen the last is sent, and those before the announcement never are', () => {
  const hour = 3_600_000
  const review = { at: inSeconds(48 * 3600), version: 0, reviewedAt: null, reviewedBy: null }
  const reminders = remindersOf(review, [24 * hour, hour], declaredAt)
  const sent = new Set<number>()
  const at = (hours: number) =>
    nextReminder(reminders, ({ before }) => sent.has(before), inSeconds(hours * 3600))
  expect(at(1)).toEqual({ due: null, next: inSeconds(24 * 3600) })
  expect(at(47.5).due?.before).toBe(hour)
  sent.add(hour)
  expect(at(47.5)).toEqual({ due: null, next: inSeconds(48 * 3600) })
  expect(at(60)).toMatchObject({ due: { before: 0 }, next: null })
  expect(remindersOf(review, [24 * hour, hour], inSeconds(30 * 3600)).map(({ before }) => before)).toEqual([
    hour,
    0,
  ])
})

it('health that nobody can see is not green where the service was named', () => {
  const place = { service: 'worker', environment: 'production' }
  const unknown: HealthCheck = { ...place, is: 'unknown', why: 'nothing can be called' }
  const green: HealthCheck = { ...place, service: 'web', is: 'green' }
  const at = declaredAt
  expect(healthOf({ at, isNamed: true, checks: [green, unknown] })).toBe('unknown')
  expect(healthOf({ at, isNamed: false, checks: [green, unknown] })).toBe('green')
  expect(healthOf({ at, isNamed: false, checks: [] })).toBe('unknown')
  expect(healthTroubles({ at, isNamed: true, checks: [] })).toEqual([
    'nothing that it affects can be looked at',
  ])
})
