import type { Act } from '../../../src/domain/act.ts'
import type { Deployment } from '../../../src/domain/deployment/deployment.ts'
import { isEnded } from '../../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../../src/domain/deployment/plan.ts'
import type { NextStep } from '../../../src/domain/deployment/rollout.ts'
import { nextStep } from '../../../src/domain/deployment/rollout.ts'
import { openChoices, type TroubleChoice } from '../../../src/domain/deployment/rollout-state.ts'
import { baseOf, stageOf } from '../../../src/domain/deployment/stages.ts'
import type { Verdict } from '../../../src/domain/deployment/verdict.ts'
import type { Wait } from '../../../src/domain/gate/wait.ts'
import { ended, priya, start } from '../../views/samples.ts'

/** How one attempt at an act goes; `changed` and `bad` are a watch that nobody can judge, and one that fails. */
export type Attempt = 'done' | 'failed' | 'pending' | 'trouble' | 'changed' | 'bad'

type Taken = { at: Date; step: NextStep; before: Deployment }

type Moving = Exclude<NextStep, { do: 'act' | 'wait' | 'expire' | 'end' }>

const unlucky = 40

/** A deployment carried out in memory, in a world that answers as it is told and is well behaved after that. */
export class Life {
  deployment: Deployment
  now = start
  readonly taken: Taken[] = []
  /** Every act that was begun, with its round. */
  begun: string[] = []
  /** Steps that a person's word outweighed. */
  readonly overruled: string[] = []
  private readonly attempts: Attempt[]
  private readonly plan: DeploymentPlan

  constructor(plan: DeploymentPlan, attempts: Attempt[]) {
    this.deployment = ended('planned')
    this.attempts = attempts.slice(0, unlucky)
    this.plan = plan
  }

  /** Carries out what is due until something has to be waited for; the moment, or null. Throws where that never comes. */
  advance(waits: Wait[] = []): Date | null {
    for (let count = 0; count < 200; count += 1) {
      const step = nextStep(this.deployment, waits, this.now)
      this.taken.push({ at: this.now, step, before: this.deployment })
      if (step.do === 'wait') return step.until
      this.take(step)
    }
    throw new Error('It never comes to rest.')
  }

  approve(): void {
    if (this.deployment.state !== 'awaiting-approval') return
    const approvals = [...this.deployment.approvals, { user: priya, at: this.now }]
    const isComplete = approvals.length >= this.deployment.plan.approvalsNeeded
    this.deployment = isComplete
      ? { ...this.common(), state: 'queued', plan: this.deployment.plan, approvals }
      : { ...this.deployment, approvals }
  }

  cancel(): void {
    if (this.deployment.state === 'rolling-out')
      this.deployment = { ...this.deployment, cancelRequestedBy: priya }
    else if (!isEnded(this.deployment.state)) this.end('cancelled')
  }

  /** What a person says, where that may be said now. */
  decide(choice: TroubleChoice): void {
    const { deployment, plan } = this
    if (!openChoices(deployment).includes(choice)) return
    const approvals = 'approvals' in deployment ? deployment.approvals : []
    const live = { ...this.common(), plan, approvals, startedAt: this.now }
    const trouble = 'trouble' in deployment ? deployment.trouble : asked
    if (choice === 'roll-back') {
      this.deployment = { ...live, trouble, by: priya, state: 'rolling-back' }
      return
    }
    const stage = stageOf(trouble.step)
    const wentOn = choice === 'go-on' && stage !== null ? { stage, by: priya } : null
    if (choice === 'watch-again') this.forget(trouble.step)
    else this.overruled.push(trouble.step)
    const { acts } = this.deployment
    this.deployment =
      stage === null
        ? { ...live, acts, acceptedBy: choice === 'keep' ? priya : null, state: 'watching' }
        : { ...live, acts, cancelRequestedBy: null, wentOn, state: 'rolling-out' }
  }

  /** What an earlier watch saw is kept under another name. */
  private forget(step: string): void {
    const renamed = (name: string) => (name.endsWith(step) ? `${name}-before-${this.taken.length}` : name)
    this.begun = this.begun.map(renamed)
    const acts = this.deployment.acts.map((act) => ({ ...act, name: renamed(act.name) }))
    this.deployment = { ...this.deployment, acts }
  }

  private take(step: Exclude<NextStep, { do: 'wait' }>): void {
    if (step.do === 'act') this.act(step.name)
    else if (step.do === 'expire') this.end('expired')
    else if (step.do === 'end') this.end(step.ending.to)
    else this.deployment = this.moved(step)
  }

  private moved(step: Moving): Deployment {
    const { plan } = this
    const { round } = this.deployment
    const approvals = 'approvals' in this.deployment ? this.deployment.approvals : []
    if (step.do === 'replan')
      return { ...this.common(), acts: [], round: round + 1, state: 'planned', voided: step.changed }
    if (step.do === 'start')
      return {
        ...this.common(),
        ...{ plan, approvals, startedAt: this.now, cancelRequestedBy: null, wentOn: null },
        state: 'rolling-out',
      }
    const live = { ...this.common(), plan, approvals, startedAt: this.now }
    if (step.do === 'watch') return { ...live, acceptedBy: null, state: 'watching' }
    if (step.do === 'pause') return { ...live, trouble: step.trouble, state: 'paused' }
    if (step.do === 'undo') return { ...live, trouble: step.trouble, by: 'pilothouse', state: 'rolling-back' }
    if (plan.approvalsNeeded === 0) return { ...this.common(), plan, approvals: [], state: 'queued' }
    const expiresAt = new Date(this.now.getTime() + 86_400_000)
    return { ...this.common(), plan, approvals: [], expiresAt, voided: null, state: 'awaiting-approval' }
  }

  private act(name: string): void {
    const before = this.deployment.acts.find((act) => act.name === name)
    if (before?.state !== 'intended') this.begun.push(`${this.deployment.round}/${name}`)
    const attempt = this.attempts.shift() ?? 'done'
    const after = this.attempted(name, before, attempt)
    const acts = [...this.deployment.acts.filter((act) => act.name !== name), after]
    this.deployment = { ...this.deployment, acts }
  }

  private attempted(name: string, before: Act | undefined, attempt: Attempt): Act {
    const base = {
      name,
      key: `${this.deployment.round}/${name}`,
      intendedAt: before?.intendedAt ?? this.now,
      attempts: (before?.attempts ?? 0) + 1,
      remote: null,
      progress: null,
      link: null,
    }
    if (attempt === 'pending' || attempt === 'trouble')
      return { ...base, state: 'intended', retryAt: new Date(this.now.getTime() + 2000) }
    if (attempt === 'failed')
      return { ...base, state: 'failed', finishedAt: this.now, reason: 'It broke.', isUnknown: false }
    if (['watch', 'watch-stage'].includes(baseOf(name)))
      return { ...base, state: 'done', finishedAt: this.now, outcome: verdict(attempt) }
    const changed = attempt === 'changed' ? ['production now runs another commit'] : []
    return { ...base, state: 'done', finishedAt: this.now, outcome: { changed } }
  }

  private end(state: 'verified' | 'failed' | 'cancelled' | 'expired' | 'rolled-back'): void {
    const failure = { step: 'build', why: 'It broke.', leaves: 'Nothing.', next: 'Again.' } as const
    this.deployment = {
      ...this.common(),
      plan: this.plan,
      approvals: [],
      startedAt: this.now,
      endedAt: this.now,
      ...{ failure, by: priya, effect: 'Nothing was released.', state },
    } as unknown as Deployment
  }

  private common() {
    const {
      id,
      purpose,
      returnsTo,
      service,
      environment,
      ref,
      reason,
      requestedBy,
      requestedAt,
      startAt,
      round,
      acts,
      ticks,
      isBreakGlass,
    } = this.deployment
    return {
      ...{ id, purpose, returnsTo, service, environment, ref, reason, requestedBy, requestedAt, round, acts },
      ...{ startAt, ticks, isBreakGlass },
      since: this.now,
    }
  }
}

const asked = { is: 'fail', step: 'watch', why: 'A person asked for it.' } as const

/** A watch that ends says what it saw. */
function verdict(attempt: Attempt): Verdict {
  const is = attempt === 'changed' ? 'inconclusive' : attempt === 'bad' ? 'fail' : 'pass'
  return { is, because: [], comparisons: [] }
}
