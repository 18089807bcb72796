import { expect, test } from 'vitest'
import type { Incident } from '../../../src/domain/incident/incident.ts'
import type { IncidentPolicy } from '../../../src/domain/incident/incident-policy.ts'
import {
  keptFromPublic,
  mayPublish,
  publicStateOf,
  publishersOf,
} from '../../../src/domain/updates/public-update.ts'
import { incident, inSeconds, policy } from '../incidents.ts'

const maya = 'U0MAYA00001'
const priya = 'U0PRIYA0001'
const tomas = 'U0TOMAS0001'
const team: IncidentPolicy = {
  ...policy,
  severities: policy.severities.map((each) => ({
    ...each,
    tells: { stakeholders: true, public: each.level === 'p0' },
  })),
}

const { promise: _, pause: __, relaxedEvery: ___, ...common } = incident()
const resolved: Incident = {
  ...common,
  ...{ state: 'resolved', resolvedAt: inSeconds(900), resolvedBy: maya, summary: 'Rolled back.' },
}

test('whoever is configured may publish, alone or as a member, and not the commander', () => {
  const who = publishersOf(incident({ commander: maya }), {
    ...team,
    public: { group: 'S0APPROVERS', users: [priya] },
  })
  const may = [maya, priya, tomas].map((user) => mayPublish(who, [tomas], user))
  expect(may).toEqual([false, true, true])
  expect(mayPublish(who, [], tomas)).toBe(false)
})

test('the commander of this moment may where nobody is configured, and nobody else', () => {
  const who = publishersOf(incident({ commander: priya }), team)
  expect([maya, priya].map((user) => mayPublish(who, [], user))).toEqual([false, true])
})

test.each<[string, Incident, ReturnType<typeof keptFromPublic>]>([
  ['one that the severity tells of', incident(), null],
  ['a resolved one', resolved, null],
  ['one of a level that tells nobody', incident({ severity: 'p2' }), 'severity'],
  ['a private one', incident({ isPrivate: true }), 'private'],
  ['a drill', incident({ isDrill: true }), 'drill'],
  ['one that nobody confirmed', incident({ state: 'triage' }), 'state'],
])('%s', (_what, one, because) => {
  expect(keptFromPublic(one, team)).toBe(because)
})

test('the page says resolved for all that comes after', () => {
  expect(publicStateOf({ ...resolved, state: 'closed' } as Incident)).toBe('resolved')
  expect(publicStateOf(incident({ state: 'monitoring' }))).toBe('monitoring')
})
