import { describe, expect, it } from 'vitest'
import { UpstreamError } from '../../src/domain/errors.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { refusalInWords } from '../../views/refusal.ts'
import { troubleInWords } from '../../views/trouble.ts'
import { aftermathSentences } from './aftermath-refusals.ts'
import { drillSentences } from './drill-refusals.ts'
import { gateRefusals } from './gate-refusals.ts'
import { lifecycleSentences } from './lifecycle-refusals.ts'
import { missingSentences } from './missing-refusals.ts'
import { operationSentences, type Sentences } from './operation-refusals.ts'
import { pageSentences } from './page-refusals.ts'
import { responseSentences } from './response-refusals.ts'
import { scheduleSentences } from './schedule-refusals.ts'
import { statusSentences } from './status-refusals.ts'
import { timelineSentences } from './timeline-refusals.ts'
import { updateSentences } from './update-refusals.ts'

const id = 3
const sentences: Sentences<Refusal> = {
  ...gateRefusals,
  ...missingSentences,
  ...scheduleSentences,
  ...updateSentences,
  ...pageSentences,
  ...responseSentences,
  ...timelineSentences,
  ...statusSentences,
  'unknown-word': [
    { refused: 'unknown-word', what: 'service', given: 'wbe', known: ['web', 'docs'], suggestion: 'web' },
    'There is no service `wbe`. Did you mean `web`? Services here: `web`, `docs`.',
  ],
  ...operationSentences,
  'service-not-in-environment': [
    { refused: 'service-not-in-environment', service: 'docs', environment: 'staging', known: ['production'] },
    '`docs` has no environment `staging` in pilothouse.yml. Docs can go to `production`.',
  ],
  locked: [
    {
      refused: 'locked',
      lock: {
        environment: 'production',
        service: 'web',
        holder: 'U0MAYA00001',
        reason: 'the sale is on',
        until: null,
        isLatch: false,
      },
    },
    '`web` on production is locked by <@U0MAYA00001>: the sale is on. Nothing was planned. Ask <@U0MAYA00001> first. Then `/deploy unlock production web` and ask again.',
  ],
  'not-locked': [
    { refused: 'not-locked', environment: 'production', service: null },
    'All of production is not locked, so there was nothing to unlock. `/deploy locks` lists every lock.',
  ],
  'not-your-lock': [
    {
      refused: 'not-your-lock',
      lock: {
        environment: 'production',
        service: 'web',
        holder: 'pilothouse',
        reason: 'deployment 4 was rolled back',
        until: null,
        isLatch: true,
      },
      approvers: { group: 'S0APPROVERS', users: ['U0PRIYA0001'] },
      because: null,
    },
    '`web` on production is locked by Pilothouse: deployment 4 was rolled back. It stays locked, since only an approver may give that lock back. Ask <!subteam^S0APPROVERS> or <@U0PRIYA0001>.',
  ],
  'still-undecided': [
    { refused: 'still-undecided', id: 7 },
    'Deployment 7 is live and undecided, so no other rollback can start there. Take it back with `/deploy roll-back 7`: that returns to what ran before it.',
  ],
  'already-under-way': [
    {
      refused: 'already-under-way',
      id: 3,
      state: 'watching',
      sha: 'a1b2c3d4',
      service: 'web',
      environment: 'production',
    },
    'Deployment 3 brings `a1b2c3d` of `web` to production already: it is live, being watched. Nothing was planned twice. `/deploy details 3` shows how far it is.',
  ],
  'no-release-to-return-to': [
    { refused: 'no-release-to-return-to', service: 'web', environment: 'production' },
    'No earlier release of `web` on production is known, so there is nothing to roll back to. Deploy an earlier commit: `/deploy web production COMMIT`.',
  ],
  'not-a-release-of': [
    { refused: 'not-a-release-of', id: 9, service: 'web', environment: 'production', known: [4, 2] },
    'Deployment 9 is no verified release of `web` on production that could come back, so nothing was changed. These can: 4, 2.',
  ],
  'nothing-to-decide': [
    { refused: 'nothing-to-decide', id: 3, state: 'verified' },
    'Deployment 3 is live and verified, so there is nothing to decide about it. Its card shows the newest state.',
  ],
  'unknown-ref': [
    { refused: 'unknown-ref', ref: 'mian', repository: 'harbour/shop', suggestion: 'main' },
    '`harbour/shop` has no branch, tag or commit `mian`, so nothing was planned. Did you mean `main`? Check the name on GitHub, or push it first.',
  ],
  'checks-failed': [
    { refused: 'checks-failed', sha: 'a1b2c3d4', checks: ['e2e', 'lint'] },
    '`a1b2c3d` has failed checks: `e2e`, `lint`. They are required here, so nothing was planned. Make them pass, then ask again.',
  ],
  'already-live': [
    { refused: 'already-live', sha: 'a1b2c3d4', environment: 'production', service: 'web' },
    'production already runs `a1b2c3d` of `web`, so there is nothing to deploy.',
  ],
  'missing-words': [
    {
      refused: 'missing-words',
      command: '/deploy',
      missing: 'an environment',
      example: '/deploy web production',
    },
    '`/deploy` needs an environment. For example: `/deploy web production`',
  ],
  'no-such-deployment': [
    { refused: 'no-such-deployment', id: '99' },
    'There is no deployment `99`. `/deploy history` lists the latest ones with their numbers.',
  ],
  'which-incident': [
    {
      refused: 'which-incident',
      verb: 'resolve',
      open: [
        { id: 1, title: 'cart <!here>' },
        { id: 2, title: 'mail' },
      ],
    },
    'More than one incident is open: 1 (cart &lt;!here&gt;), 2 (mail). Say which: `/incident resolve 1` or `/incident resolve 2`',
  ],
  ...aftermathSentences,
  'not-awaiting-approval': [
    { refused: 'not-awaiting-approval', id, state: 'queued', by: 'U0PRIYA0001' },
    'Deployment 3 is accepted and in the queue (by <@U0PRIYA0001>) and no longer waits for approval, so your click changed nothing.',
  ],
  'plan-changed': [
    { refused: 'plan-changed', id },
    'The plan of deployment 3 changed after the card you clicked was drawn, so your approval was not counted. Look at the new card',
  ],
  'own-request': [
    { refused: 'own-request', id },
    'You asked for deployment 3 yourself, so somebody else must approve it.',
  ],
  'own-commit': [
    { refused: 'own-commit', id },
    'Deployment 3 contains a commit of yours, so somebody else must approve it.',
  ],
  'not-an-approver': [
    {
      refused: 'not-an-approver',
      id,
      environment: 'production',
      approvers: { group: 'S0APPROVERS', users: [] },
    },
    "You can't approve deployments to production, so deployment 3 is unchanged. Ask <!subteam^S0APPROVERS>.",
  ],
  'approvers-unknown': [
    { refused: 'approvers-unknown', id, because: 'Slack did not answer' },
    "Pilothouse can't tell who may approve deployment 3: Slack did not answer. Nobody's approval counts until it can.",
  ],
  'already-approved': [
    { refused: 'already-approved', id },
    'You have approved deployment 3 already, and an approval counts once. Somebody else must give the next.',
  ],
  'too-late-to-cancel': [
    { refused: 'too-late-to-cancel', id, state: 'verified' },
    'Deployment 3 is live and verified, so there is nothing left to cancel. `/rollback` brings an earlier release back.',
  ],
  ...lifecycleSentences,
  ...drillSentences,
  'empty-text': [
    { refused: 'empty-text', what: 'the note' },
    'The note is empty, so nothing was saved. Write a few words and send it again.',
  ],
  'not-your-team': [
    { refused: 'not-your-team' },
    'This Pilothouse belongs to another workspace, so it did nothing.',
  ],
  'changed-meanwhile': [
    { refused: 'changed-meanwhile', what: 'incident 3' },
    'Incident 3 changed while you were looking, so what you asked for was not done. Look at the newest state, then try again.',
  ],
}

describe('a refusal', () => {
  it.each(Object.values(sentences))('%o says what, why and what next', (refusal, sentence) => {
    expect(refusalInWords(refusal)).toContain(sentence)
  })
  it('says that no incident is open', () => {
    expect(refusalInWords({ refused: 'which-incident', verb: 'update', open: [] })).toBe(
      'No incident is open, so there is nothing to update. Declare one with `/incident what is broken`.',
    )
  })
  it.each([
    ['severity', 'no severity to change'],
    ['commander', 'no command to hand over'],
    ['note', 'no timeline to add a note to'],
    ['anything else', 'nothing to do'],
  ])('says what %s would have needed an incident for', (verb, words) => {
    expect(refusalInWords({ refused: 'which-incident', verb, open: [] })).toContain(
      `No incident is open, so there is ${words}.`,
    )
  })
  it('says that an incident is open still', () => {
    expect(
      refusalInWords({ refused: 'wrong-incident-state', id, state: 'investigating', verb: 'reopen' }),
    ).toContain("Incident 3 is open (investigating), so you can't reopen it.")
  })
  it('says why a release that is going live is not stopped', () => {
    expect(refusalInWords({ refused: 'too-late-to-cancel', id, state: 'rolling-out' })).toContain(
      'Deployment 3 is going live already',
    )
  })
})

describe('trouble', () => {
  const github = (facts: { isRetryable: boolean; isUncertain?: boolean; retryAfterMs?: number }) =>
    troubleInWords(
      new UpstreamError('GitHub did not answer within 10 s', { service: 'GitHub', ...facts }),
      'r-1',
    )
  it('says that nothing was changed, and when to try again', () => {
    expect(github({ isRetryable: true })).toBe(
      'GitHub did not answer within 10 s. Nothing was changed. Try again in a minute. Reference: `r-1`',
    )
    expect(github({ isRetryable: true, retryAfterMs: 30_000 })).toContain('Try again in 30 s.')
  })
  it('does not claim to know what is uncertain', () => {
    expect(github({ isRetryable: true, isUncertain: true })).toContain(
      'It is not known whether GitHub did it: look before you try again.',
    )
  })
  it('does not send people round in circles', () => {
    expect(github({ isRetryable: false })).toContain('Trying again will not help until that is mended')
  })
  it('shows nothing of the inside where it is a bug', () => {
    const words = troubleInWords(new Error('column "secret" does not exist'), 'r-2')
    expect(words).toContain('Pilothouse has a fault of its own here.')
    expect(words).toContain('Reference: `r-2`')
    expect(words).not.toContain('secret')
  })
})
