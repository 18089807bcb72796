import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Escalating, EscalationRule } from '../../../src/domain/paging/escalation.ts'
import { nextPage } from '../../../src/domain/paging/escalation.ts'
import type { Page, PageState, PageTarget } from '../../../src/domain/paging/page.ts'
import { owedToPager } from '../../../src/domain/paging/page.ts'
import type { WorkingHours } from '../../../src/domain/paging/working-hours.ts'

const minute = 60_000
const start = Date.parse('2026-11-23T03:00:00Z')
const at = (minutes: number) => new Date(start + minutes * minute)
const hours: WorkingHours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080, timeZone: 'Europe/Berlin' }

const usual = {
  severities: 'paging',
  openFor: 0,
  facts: [],
  words: [],
  hours: 'any',
  states: ['investigating', 'identified', 'monitoring'],
} as const
const tomas: PageTarget = { to: 'user', user: 'UTOMAS' }
const priya: PageTarget = { to: 'user', user: 'UPRIYA' }
const pager: PageTarget = { to: 'pager', pager: 'desk' }

const rule = (change: Partial<Omit<EscalationRule, 'when'>> & { when?: object } = {}): EscalationRule => ({
  name: 'on-call',
  about: 'incidents',
  evenIfAcknowledged: false,
  steps: [
    { after: 0, page: [tomas] },
    { after: 'respondWithin', page: [priya] },
    { after: 10 * minute, page: [pager] },
  ],
  ...change,
  when: { ...usual, levels: [], facts: [], words: [], ...change.when } as EscalationRule['when'],
})

const outage: Escalating = {
  about: 'incidents',
  title: 'checkout returns 500s',
  isPrivate: false,
  severity: 'p0',
  level: null,
  state: 'investigating',
  isPaging: true,
  respondWithin: 5 * minute,
  facts: [],
  since: at(0),
  round: 0,
  isAcknowledged: false,
  isActive: true,
}

const page = (step: number, minutes: number, state: PageState = 'sent', name = 'on-call'): Page => ({
  ...{ id: step, round: 0, rule: name, step, target: tomas, because: '', by: null, state, at: at(minutes) },
  ...{ people: null, acknowledgedBy: null, failedBecause: null, told: null },
})

const next = (minutes: number, pages: Page[] = [], it = outage, rules = [rule()]) => {
  const found = nextPage(it, pages, rules, hours, at(minutes))
  if ('page' in found) return `${found.page.step}: ${found.page.because}`
  return found.until && (found.until.getTime() - start) / minute
}

describe('who is paged next', () => {
  it('is nobody in a state that the rule does not name, and the same one again after it', () => {
    const rules = [rule({ when: { openFor: 5 * minute, states: ['investigating', 'identified'] } })]
    expect(next(6, [], { ...outage, state: 'monitoring' }, rules)).toBeNull()
    expect(next(6, [], { ...outage, state: 'identified' }, rules)).toBe('0: it has been open for 5 minutes')
  })
  it('is who is on call at once, and the next one when nobody acknowledged in time', () => {
    expect(next(0)).toBe('0: it is a P0')
    expect(next(4, [page(0, 0)])).toBe(5)
    expect(next(5, [page(0, 0)])).toBe('1: nobody acknowledged it within 5 minutes')
    expect(next(6, [page(0, 0), page(1, 5)])).toBe(15)
    expect(next(15, [page(0, 0), page(1, 5)])).toBe('2: nobody acknowledged it within 10 minutes')
    expect(next(99, [page(0, 0), page(1, 5), page(2, 15)])).toBe(null)
  })

  it('is the next one at once where nobody could be reached', () => {
    expect(next(1, [page(0, 0, 'failed')])).toBe('1: the page before reached nobody')
    expect(next(1, [page(0, 0, 'failed'), page(0, 0)])).toBe(5)
  })

  it('is nobody once somebody acknowledged, while it is paused, and where the level pages nobody', () => {
    expect(next(9, [page(0, 0)], { ...outage, isAcknowledged: true })).toBe(null)
    expect(next(9, [page(0, 0)], { ...outage, isActive: false })).toBe(null)
    expect(next(0, [], { ...outage, isPaging: false })).toBe(null)
  })

  it('is everybody anew after reopening', () => {
    expect(next(90, [page(0, 0), page(1, 5)], { ...outage, round: 1, since: at(90) })).toBe('0: it is a P0')
  })

  it('is the leads once a P0 is open for 30 minutes, acknowledged or not', () => {
    const leads = rule({
      name: 'leads',
      when: { severities: ['p0'], openFor: 30 * minute },
      evenIfAcknowledged: true,
      steps: [{ after: 0, page: [priya] }],
    })
    const taken = { ...outage, isAcknowledged: true }
    expect(next(29, [], taken, [rule(), leads])).toBe(30)
    expect(next(30, [], taken, [rule(), leads])).toBe('0: it has been open for 30 minutes')
    expect(next(31, [page(0, 30, 'sent', 'leads')], taken, [rule(), leads])).toBe(null)
    expect(next(31, [], { ...taken, severity: 'p1' }, [leads])).toBe(null)
  })

  it('may depend on what an alert says, or on a word of the title', () => {
    const facts = rule({ when: { severities: 'any', facts: ['security', 'errors'], words: ['breach'] } })
    expect(next(0, [], outage, [facts])).toBe(null)
    expect(next(0, [], { ...outage, facts: ['errors'] }, [facts])).toBe('0: more than 5% of calls fail')
    expect(next(0, [], { ...outage, title: 'A breach, maybe' }, [facts])).toBe('0: its title says “breach”')
    const secret = { ...outage, title: 'A breach, maybe', isPrivate: true }
    expect(next(0, [], secret, [facts])).toBe('0: its title says so')
    expect(next(0, [], { ...outage, title: 'Breaches of style' }, [facts])).toBe(null)
  })

  it('is counted from the morning where a rule is for working hours', () => {
    const alerts = rule({
      about: 'alerts',
      when: { severities: 'any', hours: 'working' },
      steps: [{ after: 5 * minute, page: [tomas] }],
    })
    const alert: Escalating = { ...outage, about: 'alerts', severity: null }
    expect(next(0, [], alert, [alerts])).toBe(5 * 60 + 5)
    expect(next(5 * 60 + 5, [], alert, [alerts])).toBe('0: an alert is firing')
    const friday = { ...alert, since: new Date('2026-11-27T16:58:00Z') }
    expect(nextPage(friday, [], [alerts], hours, new Date('2026-11-27T17:00:00Z'))).toEqual({
      until: new Date('2026-11-30T08:05:00Z'),
    })
  })
})

describe('whatever happens to its pages', () => {
  const state = fc.constantFrom<PageState>('sent', 'failed', 'sent', 'intended')
  const waits = fc.array(fc.record({ minutes: fc.nat(20), state }), { maxLength: 30 })

  it('each step is taken at most once, in order, and none after an acknowledgement', () => {
    fc.assert(
      fc.property(waits, fc.nat(30), (story, acknowledgedAfter) => {
        const pages: Page[] = []
        let now = 0
        story.forEach(({ minutes, state }, index) => {
          now += minutes
          const it = { ...outage, isAcknowledged: index >= acknowledgedAfter }
          const found = nextPage(it, pages, [rule()], hours, at(now))
          if (!('page' in found)) return
          expect(it.isAcknowledged).toBe(false)
          expect(found.page.step).toBe(pages.length)
          pages.push(page(found.page.step, now, state))
        })
      }),
    )
  })

  it('somebody who looks when told to takes every step in the end', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 3, maxLength: 3 }), (states) => {
        const pages: Page[] = []
        let now = at(0)
        for (;;) {
          const found = nextPage(outage, pages, [rule()], hours, now)
          if ('page' in found) pages.push({ ...page(found.page.step, 0, states[found.page.step]), at: now })
          else if (found.until === null) break
          else {
            expect(found.until.getTime()).toBeGreaterThan(now.getTime())
            now = found.until
          }
        }
        expect(pages.map(({ step }) => step)).toEqual([0, 1, 2])
      }),
    )
  })
})

it('a pager is told of a page, of who takes care of it, and of the end; and of nothing it was never told', () => {
  const desk = { ...page(0, 0), target: pager }
  expect(owedToPager({ ...desk, state: 'intended' })).toBe('trigger')
  expect(owedToPager({ ...desk, told: 'trigger' })).toBe(null)
  expect(owedToPager({ ...desk, state: 'acknowledged', told: 'trigger' })).toBe('acknowledge')
  expect(owedToPager({ ...desk, state: 'ended', told: 'trigger' })).toBe('resolve')
  expect(owedToPager({ ...desk, state: 'ended', told: null })).toBe(null)
  expect(owedToPager({ ...desk, state: 'ended', told: 'resolve' })).toBe(null)
  expect(owedToPager({ ...page(0, 0), state: 'intended' })).toBe(null)
})
