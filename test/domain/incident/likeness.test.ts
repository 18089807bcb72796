import { describe, expect, test } from 'vitest'
import { likeness, namedIn } from '../../../src/domain/incident/likeness.ts'

const alike = (one: string, other: string, affects: [string[], string[]] = [[], []]) =>
  likeness({ title: one, affects: affects[0] }, { title: other, affects: affects[1] })

describe('two incidents are the same', () => {
  test.each([
    ['checkout is down', 'checkout returns 500s', ['checkout']],
    ['Checkout: 502 errors!', 'chekcout broken again', ['checkout']],
    ['payments fail for everybody', 'payment failing', ['payments', 'everybody']],
    ['the login page is very slow', 'nobody can log in: login fails', ['login']],
    ['支払いが失敗する', '支払いが失敗する', ['支払いが失敗する']],
    ['it is down', 'It is down!', ['it is down']],
  ])('%s / %s', (one, other, shared) => {
    expect(alike(one, other)?.[0]).toBe(shared[0])
    expect(alike(other, one)).not.toBeNull()
  })

  test('where both affect the same service, whatever they are called', () => {
    expect(alike('cart is empty', 'fonts look wrong', [['web', 'docs'], ['web']])).toEqual(['web'])
  })
})

test.each([
  ['checkout returns 500s', 'search returns 500s'],
  ['checkout is down', 'search is down'],
  ['eu checkout is slow', 'us checkout is slow'],
  ['production is down', 'nobody can log in'],
  ['export of invoices hangs', 'import of contacts hangs'],
  ['it is down', 'it is slow'],
  ['!!! ???', '🔥🔥🔥'],
])('%s / %s are two', (one, other) => {
  expect(alike(one, other)).toBeNull()
})

test('a title names services as whole words', () => {
  const services = ['web', 'docs', 'user-api']
  expect(namedIn('Web is down, and docs too', services)).toEqual(['web', 'docs'])
  expect(namedIn('webhooks and the user-api fail', services)).toEqual(['user-api'])
})
