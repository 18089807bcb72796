import { expect, test } from 'vitest'
import { mayOperate } from '../../../src/domain/operation/authority.ts'

const [maya, tomas, priya] = ['U0MAYA00001', 'U0TOMAS0001', 'U0PRIYA0001'] as const
const policy = { required: 1, group: 'S0APPROVERS', users: [priya], expiresAfter: 1000 }
const may = (person: string, members: string[] | { unknown: string }, required = 1) =>
  mayOperate(person, 'production', { policy: { ...policy, required }, members })

test('approvers may change an environment at once, and nobody else', () => {
  expect(may(tomas, [tomas])).toBeNull()
  expect(may(priya, [])).toBeNull()
  expect(may(maya, [tomas])).toEqual({
    refused: 'may-not-operate',
    environment: 'production',
    approvers: { group: 'S0APPROVERS', users: [priya] },
    because: null,
  })
})

test('where Slack can’t say who is in the group, only those who are named may', () => {
  const unknown = { unknown: 'Slack is away.' }
  expect(may(tomas, unknown)).toMatchObject({ refused: 'may-not-operate', because: 'Slack is away.' })
  expect(may(priya, unknown)).toBeNull()
})

test('where nobody needs to approve, everybody may', () => {
  expect(may(maya, { unknown: 'Slack is away.' }, 0)).toBeNull()
})
