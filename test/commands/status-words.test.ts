import { expect, test } from 'vitest'
import { statusWords } from '../../commands/status.ts'
import { takenAfterStatus } from '../../src/config/taken-words.ts'

test('No service can be called as a word of /status, which would hide it', () => {
  expect([...statusWords].sort()).toEqual([...takenAfterStatus].sort())
})
