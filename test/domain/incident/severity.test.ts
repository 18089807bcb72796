import { expect, test } from 'vitest'
import { findSeverity, severityOf } from '../../../src/domain/incident/severity.ts'
import { policy } from '../incidents.ts'

test('a level is found by its name or an alias, in any case', () => {
  expect(findSeverity(policy, 'P0')?.level).toBe('p0')
  expect(findSeverity(policy, 'SEV3')?.level).toBe('p2')
  expect(findSeverity(policy, 'High')?.level).toBe('p1')
  expect(findSeverity(policy, 'p9')).toBeUndefined()
  expect(findSeverity(policy, '')).toBeUndefined()
})

test('a stored level that is no longer configured still has a name', () => {
  expect(severityOf(policy, 'p7').name).toBe('P7')
})
