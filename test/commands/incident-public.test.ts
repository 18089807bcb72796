import { expect, test } from 'vitest'
import { parseIncident } from '../../commands/incident/grammar.ts'
import { policy } from '../domain/incidents.ts'

const parse = (text: string) => parseIncident(text, { incidents: policy, services: [] })

test('public takes all that follows the number, and publish and reject a number', () => {
  const text = 'Some payments fail.\nThe error rate is still high'
  expect(parse(`public ${text}`)).toEqual({ verb: 'public', id: null, text })
  expect(parse('public #3 The v2 page fails at p0')).toMatchObject({ verb: 'public', id: 3 })
  expect(parse('publish #7')).toEqual({ verb: 'publish', publicId: 7 })
  expect(parse('reject 7')).toEqual({ verb: 'reject', publicId: 7 })
})

test.each([
  ['public', '/incident public Some payments fail'],
  ['public 3', '/incident public 3 Some payments fail'],
  ['publish', '/incident publish 7'],
])('%s alone is asked for what is missing', (typed, example) => {
  expect(parse(typed)).toMatchObject({ refused: 'missing-words', example: expect.stringContaining(example) })
})

test.each([
  'public site is down p0',
  'public site is down (P0)!',
  'publish 7 items fails',
  'reject button hangs',
])('“%s” is an incident', (title) => {
  expect(parse(title)).toMatchObject({ verb: 'declare' })
})
