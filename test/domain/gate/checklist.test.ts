import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChecklistItem,
  itemMeant,
  judgeChecklist,
  openItems,
} from '../../../src/domain/gate/checklist.ts'
import { planned, priya, start } from '../../views/samples.ts'

const { facts } = planned()
const box = (item: string) => ({ item, by: 'person' }) as const

test('machines say for themselves where an item stands, and why', () => {
  const list: ChecklistItem[] = [
    box('Dashboards ready'),
    { item: 'Unit tests', by: 'check', check: 'unit' },
    { item: 'End to end', by: 'check', check: 'e2e' },
    { item: 'Reviewed', by: 'reviewed' },
    { item: 'Way back', by: 'way-back' },
    { item: 'Variables', by: 'variables' },
  ]
  const variables = { present: [], missing: ['STRIPE_KEY'], due: [], ageUnknown: [] }
  const review = { pull: 12, approvedBy: ['priya-r'], objectedBy: [] }
  const said = (judged: ReturnType<typeof judgeChecklist>) =>
    judged.map((one) => (one.by === 'person' ? one.item : `${one.state}: ${one.why}`))
  expect(said(judgeChecklist(list, { ...facts, variables, review }, true))).toEqual([
    'Dashboards ready',
    'passed: the check unit has passed',
    'pending: the check e2e has not reported',
    'passed: priya-r approved pull request 12',
    'passed: it can be undone',
    'failed: STRIPE_KEY missing',
  ])
  const objected = { ...review, objectedBy: ['tomas-o'] }
  expect(said(judgeChecklist(list.slice(3, 5), { ...facts, review: objected }, false))).toEqual([
    'failed: tomas-o asked for changes in pull request 12',
    'failed: nothing undoes this release',
  ])
  expect(said(judgeChecklist(list.slice(3, 4), facts, true))[0]).toContain('pushed directly')
  const unheard = { pull: 12, approvedBy: [], objectedBy: [] }
  expect(said(judgeChecklist(list.slice(3, 4), { ...facts, review: unheard }, true))).toEqual([
    'failed: not reviewed: nobody approved pull request 12',
  ])
})

test('a box is meant by its number, its words, or enough of them', () => {
  const list = judgeChecklist(
    [
      box('Dashboards ready'),
      { item: 'Tests', by: 'check', check: 'unit' },
      box('Support is told'),
      box('2'),
    ],
    facts,
    true,
  )
  const meant = (given: string) => itemMeant(list, given)
  expect(meant('1')).toBe('Dashboards ready')
  expect(meant('2')).toBe('2')
  expect(meant('SUPPORT')).toBe('Support is told')
  expect(meant('d')).toBeNull()
  expect(meant('tests')).toBeNull()
  expect(meant('9')).toBeNull()
  expect(openItems(list, [{ item: 'Support is told', user: priya, at: start }])).toEqual([
    'Dashboards ready',
    '2',
  ])
})

test('whatever is typed, only a box that is there is meant', () => {
  const items = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 10 })
  fc.assert(
    fc.property(items, fc.string({ maxLength: 6 }), (names, given) => {
      const meant = itemMeant(names.map(box), given)
      expect(meant === null || names.includes(meant)).toBe(true)
    }),
  )
})
