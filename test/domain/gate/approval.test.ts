import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../src/domain/deployment/deployment.ts'
import { mayApprove as decide, mayDecide } from '../../../src/domain/gate/approval.ts'
import { awaiting, ended, maya, minutesLater, planned, priya, tomas, verified } from '../../views/samples.ts'

const jonas = 'U0JONAS0001'
const policy = { required: 1, group: 'S0APPROVERS', users: [priya], expiresAfter: 1000 }
const approvers = { policy, members: [tomas, maya] }
const mayApprove = (user: string, hash: string | null, deployment: Deployment, of: typeof approvers) =>
  decide(user, hash, deployment, of, minutesLater(2))

describe('an approval', () => {
  test('counts from a member of the group and from a person who is listed', () => {
    expect(mayApprove(tomas, null, awaiting(), approvers)).toBeNull()
    expect(mayApprove(priya, planned().hash, awaiting(), approvers)).toBeNull()
  })
  test('does not count from whoever asked, wrote a commit, or is nobody’s approver', () => {
    expect(mayApprove(maya, null, awaiting(), approvers)).toMatchObject({ refused: 'own-request' })
    const byTomas = awaiting({ plan: planned({ authors: [tomas] }) })
    expect(mayApprove(tomas, null, byTomas, approvers)).toMatchObject({ refused: 'own-commit' })
    expect(mayApprove(jonas, null, awaiting(), approvers)).toEqual({
      refused: 'not-an-approver',
      id: 3,
      environment: 'production',
      approvers: { group: 'S0APPROVERS', users: [priya] },
    })
  })
  test('counts once', () => {
    const given = awaiting({ approvals: [{ user: tomas, at: minutesLater(1) }] })
    expect(mayApprove(tomas, null, given, approvers)).toEqual({ refused: 'already-approved', id: 3 })
    expect(mayApprove(priya, null, given, approvers)).toBeNull()
  })
  test('is bound to the plan that was seen', () => {
    expect(mayApprove(tomas, 'another', awaiting(), approvers)).toEqual({ refused: 'plan-changed', id: 3 })
  })
  test.each(['planned', 'queued', 'refused', 'cancelled', 'rejected', 'expired'] as const)(
    'does not count when it is %s, whoever gives it',
    (state) => {
      for (const user of [tomas, jonas, maya])
        expect(mayApprove(user, null, ended(state), approvers)).toMatchObject({
          refused: 'not-awaiting-approval',
          state,
        })
    },
  )
  test('does not count from the moment on at which it was to be given', () => {
    expect(decide(tomas, null, awaiting(), approvers, minutesLater(59))).toBeNull()
    expect(decide(tomas, null, awaiting(), approvers, minutesLater(60))).toEqual({
      refused: 'not-awaiting-approval',
      id: 3,
      state: 'expired',
    })
  })
  test('that came too late names who was first', () => {
    expect(mayApprove(tomas, null, verified(), approvers)).toMatchObject({ by: priya })
  })
})

test('who may approve may also reject, also what they asked for or wrote', () => {
  expect(mayDecide(maya, awaiting(), approvers)).toBeNull()
  expect(mayDecide(jonas, awaiting(), approvers)).toMatchObject({ refused: 'not-an-approver' })
})
