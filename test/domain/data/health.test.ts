import { describe, expect, it } from 'vitest'
import { type DataStanding, newsOf } from '../../../src/domain/data/health.ts'
import { callsPerRow } from '../../../src/workflows/data/catalog.ts'

describe('what a look into a database is to tell', () => {
  it.each<[from: DataStanding | null, to: DataStanding, news: string | null]>([
    [null, 'ok', null],
    [null, 'warning', null],
    [null, 'trouble', 'begins'],
    ['ok', 'warning', 'begins'],
    ['warning', 'trouble', 'begins'],
    ['warning', 'warning', null],
    ['trouble', 'warning', null],
    ['warning', 'unknown', null],
    ['unknown', 'ok', 'ends'],
    ['trouble', 'ok', 'ends'],
    ['ok', 'ok', null],
  ])('from %s to %s is %s', (from, to, news) => {
    expect(newsOf(from && { is: from }, { is: to }, false)).toBe(news)
  })
  it('is from the beginning what the team asks for itself', () => {
    expect(newsOf(null, { is: 'warning' }, true)).toBe('begins')
    expect(newsOf(null, { is: 'unknown' }, true)).toBeNull()
  })
})

describe('a policy of row level security', () => {
  it.each([
    ['(user_id = auth.uid())', true],
    ['(user_id = ( SELECT auth.uid() AS uid))', false],
    ["(tenant = ((current_setting('app.tenant'::text))::uuid))", true],
    ["(tenant = (( SELECT current_setting('app.tenant'::text) AS current_setting))::uuid)", false],
    ["((( SELECT auth.jwt() AS jwt) ->> 'org'::text) = org)", false],
    ['((a = ( SELECT auth.uid() AS uid)) OR (b = auth.uid()))', true],
    ['(customer_id IN ( SELECT customers.id FROM customers WHERE (customers.user_id = auth.uid())))', true],
  ])('%s asks for every row: %s', (rule, asks) => {
    expect(callsPerRow(rule)).toBe(asks)
  })
})
