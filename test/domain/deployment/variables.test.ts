import { expect, test } from 'vitest'
import { judgeVariables, requiredVariables } from '../../../src/domain/deployment/variables.ts'
import { read, sample } from '../../config/sample.ts'

const now = new Date('2026-11-23T03:00:00Z')
const day = 86_400_000
const daysAgo = (days: number) => new Date(now.getTime() - days * day)

test('what is required is named for the service and for the place', () => {
  const [web, , , worker] = read(sample).services
  if (!web || !worker) throw new Error('The sample lacks services.')
  expect(requiredVariables(web, 'production')).toEqual(['SUPABASE_URL', 'SESSION_SECRET', 'PAYMENTS_API_KEY'])
  expect(requiredVariables(web, 'staging')).toEqual(['SUPABASE_URL', 'SESSION_SECRET'])
  expect(requiredVariables(worker, 'production')).toEqual([])
})

test('only secrets fall due, after their time, and an unknown age is said to be unknown', () => {
  const listed = [
    { name: 'OLD', updatedAt: daysAgo(120) },
    { name: 'JUST_IN_TIME', updatedAt: daysAgo(90) },
    { name: 'PUBLIC', updatedAt: daysAgo(400), isPlain: true },
    { name: 'AGELESS' },
    { name: 'NOT_REQUIRED', updatedAt: daysAgo(900) },
  ]
  const required = ['OLD', 'JUST_IN_TIME', 'PUBLIC', 'AGELESS', 'GONE']
  expect(judgeVariables(required, 90 * day, listed, now)).toEqual({
    present: ['OLD', 'JUST_IN_TIME', 'PUBLIC', 'AGELESS'],
    missing: ['GONE'],
    due: [{ name: 'OLD', age: 120 * day, dueAfter: 90 * day }],
    ageUnknown: ['AGELESS'],
  })
  expect(judgeVariables(required, null, listed, now)).toMatchObject({ due: [], ageUnknown: [] })
})
