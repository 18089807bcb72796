import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { renderMessage } from '../../views/message.ts'
import { time } from '../../views/text.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import {
  awaiting,
  commit,
  done,
  ended,
  failed,
  failedAct,
  minutesLater,
  planned,
  priya,
  rollingOut,
  running,
  tomas,
  verified,
} from './samples.ts'

const card = (deployment: Deployment, environmentUrl: string | null = null) =>
  renderMessage({ purpose: 'deployment-card', deployment, environmentUrl, waits: [] })
const words = (deployment: Deployment) => wordsOf(card(deployment))
const buttons = (deployment: Deployment) => Object.keys(buttonsOf(card(deployment).blocks))

describe('a card that waits for approval', () => {
  it('says first what goes where, then what is missing', () => {
    const shown = words(awaiting())
    expect(shown.split('\n')[0]).toBe('web → production · deployment 3')
    expect(shown).toContain('*Waiting for approval:* 0 of 1')
    expect(shown).toContain(`Expires ${time(minutesLater(60))}. Nothing changes until then.`)
    expect(card(awaiting()).text).toBe('web → production: waiting for approval (deployment 3)')
  })
  it('names commits with their authors, the reason, the checks, and what is live', () => {
    const shown = words(awaiting())
    expect(shown).toContain('*1 new commit*')
    expect(shown).toContain('|a1b2c3d> Keep the cart after signing in (<@U0MAYA00001>)')
    expect(shown).toContain('The cart is empty after signing in')
    expect(shown).toContain(':white_check_mark: 1 passed: unit')
    expect(shown).toContain(`\`9f8e7d6\` since ${time(new Date('2026-11-18T09:30:00Z'))}`)
  })
  it('says who may approve and who may not', () => {
    const plan = planned({ authors: [tomas], unknownAuthors: ['octo-cat'] })
    const shown = words(awaiting({ plan }))
    expect(shown).toContain('May approve: <!subteam^S0APPROVERS>.')
    expect(shown).toContain('Not: <@U0MAYA00001> (asked for it), <@U0TOMAS0001> (wrote a commit).')
    expect(shown).toContain('`octo-cat` wrote a commit and is not known in Slack')
  })
  it('names those who have approved', () => {
    const plan = planned({ approvalsNeeded: 2 })
    const shown = words(awaiting({ plan, approvals: [{ user: priya, at: minutesLater(1) }] }))
    expect(shown).toContain('1 of 2: <@U0PRIYA0001>')
  })
  it('says why earlier approvals are void', () => {
    const shown = words(awaiting({ voided: ['main now points to a1b2c3d, not 1111111'] }))
    expect(shown).toContain('*Approvals are void because* main now points to a1b2c3d, not 1111111.')
  })
  it('binds Approve and Reject to the plan that is shown', () => {
    expect(buttonsOf(card(awaiting()).blocks)).toEqual({
      Approve: { action: 'deployment.approve', value: '3:0123456789abcdef' },
      'Reject…': { action: 'deployment.reject', value: '3:0123456789abcdef' },
      Cancel: { action: 'deployment.cancel', value: '3' },
      Details: { action: 'deployment.details', value: '3' },
    })
  })
  it('shows eight commits and counts the others', () => {
    const commits = Array.from({ length: 20 }, (_, index) => commit(`change ${index}`))
    const facts = { ...planned().facts, commits, totalCommits: 20 }
    const shown = words(awaiting({ plan: planned({ facts }) }))
    expect(shown).toContain('*20 new commits*')
    expect(shown).toContain('change 7')
    expect(shown).not.toContain('change 8')
    expect(shown).toContain('… and 12 more')
  })
  it('warns where it goes back, or leaves out what is live', () => {
    const going = (direction: 'behind' | 'diverged') =>
      words(awaiting({ plan: planned({ facts: { ...planned().facts, direction, totalCommits: 2 } }) }))
    expect(going('behind')).toContain('*This goes back* and takes 2 commits out of what is live')
    expect(going('diverged')).toContain('2 commits, but not all that is live')
  })
  it('shows failed checks before passed ones, and that none ran', () => {
    const checks = [
      { name: 'lint', state: 'passed' as const },
      { name: '<!here> e2e', state: 'failed' as const },
    ]
    const shown = words(awaiting({ plan: planned({ facts: { ...planned().facts, checks } }) }))
    expect(shown).toContain('*Checks:* :x: 1 failed: &lt;!here&gt; e2e · :white_check_mark: 1 passed: lint')
    expect(words(awaiting({ plan: planned({ facts: { ...planned().facts, checks: [] } }) }))).toContain(
      'none ran on this commit',
    )
  })
})

describe('a card that rolls out', () => {
  const deployment = rollingOut({
    acts: [
      done('plan'),
      done('retake-facts', 0.4),
      done('record', 1.2),
      running('build', { progress: 'compiling' }),
    ],
  })
  it('shows each step with its state and time', () => {
    const shown = words(deployment)
    expect(shown).toContain(':white_check_mark: Check the facts again · 0.4 s')
    expect(shown).toContain(':white_check_mark: Record the deployment on GitHub · 1.2 s')
    expect(shown).toContain(
      `:large_yellow_circle: Build the release · since ${time(minutesLater(2))} · compiling`,
    )
    expect(shown).toMatch(/:white_circle: Promote it to the live address$/m)
  })
  it('says when a step is tried again', () => {
    const acts = [
      running('build', {
        retryAt: minutesLater(3),
        attempts: 2,
        progress: 'trying again: GitHub did not answer',
      }),
    ]
    expect(words(rollingOut({ acts }))).toContain(
      `attempt 2 did not work, next try ${time(minutesLater(3))} · GitHub did not answer`,
    )
  })
  it('goes on where GitHub would not record it, and says so', () => {
    const shown = words(rollingOut({ acts: [failedAct('record', 'GitHub said 502'), running('build')] }))
    expect(shown).toContain(
      ':warning: Record the deployment on GitHub · 1 min\n>GitHub said 502. The deployment goes on without it.',
    )
  })
  it('can be cancelled until the release is being promoted', () => {
    expect(buttons(deployment)).toEqual(['Cancel', 'Details'])
    expect(buttons(rollingOut({ acts: [done('build'), running('promote')] }))).toEqual(['Details'])
  })
  it('says who asked to stop it', () => {
    const stopping = rollingOut({ cancelRequestedBy: tomas })
    expect(words(stopping)).toContain('*Stopping.* <@U0TOMAS0001> asked to cancel')
    expect(buttons(stopping)).toEqual(['Details'])
  })
})

describe('a card at its end', () => {
  it('links the live address once it is verified', () => {
    const shown = wordsOf(card(verified(), 'https://shop.example/'))
    expect(shown).toContain(`*Live and verified* ${time(minutesLater(5))}, after 4 min`)
    expect(shown).toContain('<https://shop.example/|https://shop.example/>')
    expect(buttons(verified())).toEqual(['Details'])
  })
  it('says why it failed, what that leaves, and what to do', () => {
    const deployment = failed('/api/health answered 500', {
      acts: [done('build'), failedAct('smoke', '/api/health answered 500')],
    })
    const shown = words(deployment)
    expect(shown).toContain(
      '*Failed at “Smoke-test the build”.* /api/health answered 500.\n*What it leaves:* production still runs 9f8e7d6.\n*Next:* Mend the commit, and deploy again.',
    )
    expect(shown).toContain(':white_circle: Promote it to the live address · not reached')
    expect(buttons(deployment)).toEqual(['Declare incident…', 'Details'])
  })
  it.each([
    ['planned', '*Being planned.* Reading commits, checks and what is live.'],
    ['queued', '*Accepted.* Its turn has come; the facts are checked once more.'],
    ['refused', '*Not possible.* `harbour/shop` has no branch, tag or commit `Too risky today`'],
    ['cancelled', '*Cancelled* by <@U0TOMAS0001>'],
    ['rejected', 'Too risky today. Nothing was changed.'],
    ['expired', '*Next:* ask again with `/deploy web production main`'],
  ] as const)('says that it is %s', (state, sentence) => {
    expect(words(ended(state))).toContain(sentence)
  })
})

describe('the private answer after planning', () => {
  const answer = (deployment: Deployment) =>
    renderMessage({ purpose: 'deployment-answer', deployment, channel: 'C0DEPLOYS01', waits: [] }).text
  it('says where the card is', () => {
    expect(answer(awaiting())).toContain(
      '*web → production · deployment 3* is planned: 1 commit. It needs 1 approval; follow it in <#C0DEPLOYS01>.',
    )
  })
  it('says why there is none, and what to type', () => {
    expect(answer(ended('refused', 'mian'))).toContain('Did you mean `main`?')
    expect(answer(failed('GitHub did not answer'))).toContain('Ask again with `/deploy web production main`.')
  })
})
