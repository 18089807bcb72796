import { expect, test } from 'vitest'
import type { Health } from '../../../src/domain/incident/health.ts'
import { healthLately } from '../../../src/domain/updates/update-health.ts'
import { inSeconds } from '../incidents.ts'

const web = { service: 'web', environment: 'production', is: 'red', why: '/ answered 500' } as const
const docs = { service: 'docs', environment: 'production', is: 'green' } as const
const look: Health = { at: inSeconds(0), isNamed: true, checks: [web, docs] }

test('what a look saw of the affected services in the last ten minutes is how they are', () => {
  expect(healthLately(['web'], look, inSeconds(600))?.checks).toEqual([web])
  expect(healthLately(['web'], look, inSeconds(601))).toBeNull()
})

test('it is unknown where nobody looked, or said what is affected', () => {
  expect(healthLately(['web'], null, inSeconds(1))).toBeNull()
  expect(healthLately([], look, inSeconds(1))).toMatchObject({ isNamed: false, checks: [] })
})
