import type { Act } from '../../src/domain/act.ts'
import { type Duty, type DutyAct, nextDuty } from '../../src/domain/incident/duty.ts'
import type { Incident, OpenIncident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import { dueAfterChange, dueAfterUpdate, keptOrLate } from '../../src/domain/updates/update-promise.ts'
import { act, declaredAt, incident, policy } from './incidents.ts'

/** A promise with every end that it came to. */
type Promised = { dueAt: Date; ends: string[] }

/** How Slack answers one attempt at an act. */
export type Outcome = 'done' | 'failed' | 'trouble'

type Step = { at: Date; duty: Duty; owed: Date | null }

/** An incident whose duties are carried out in memory, with a Slack that answers as it is told. */
export class Simulation {
  incident: Incident
  now = declaredAt
  readonly steps: Step[] = []
  readonly outcomes: Outcome[]
  /** Every promise that was ever made. */
  readonly promised: Promised[] = []

  constructor(severity: string, outcomes: Outcome[]) {
    const promise = dueAfterUpdate(policy, { severity, state: 'investigating' }, declaredAt)
    this.outcomes = [...outcomes]
    this.incident = incident({ severity, promise: this.promise(promise) })
  }

  /** Carries out what is due until something has to be waited for. Throws where that never comes. */
  advance(): Date | null {
    for (let count = 0; count < 200; count += 1) {
      const duty = nextDuty(this.incident, policy, this.now)
      const owed = isOpen(this.incident) ? (this.incident.promise?.dueAt ?? null) : null
      this.steps.push({ at: this.now, duty, owed })
      if (duty.do === 'wait') return duty.until
      this.carryOut(duty)
    }
    throw new Error('It never comes to rest.')
  }

  update(): void {
    if (!isOpen(this.incident)) return
    this.end(this.incident.promise ? keptOrLate(this.incident.promise, this.now) : 'nothing')
    this.renew()
  }

  /** Another severity, state or pace, a pause or its end. */
  change(to: Partial<Pick<OpenIncident, 'severity' | 'state' | 'relaxedEvery' | 'pause'>>): void {
    const before = this.incident
    if (!isOpen(before)) return
    const after = { ...before, ...to }
    const due = dueAfterChange(policy, before, after, this.now)
    const isSame = due?.getTime() === before.promise?.dueAt.getTime()
    if (!isSame) this.end('released')
    this.incident = { ...after, promise: isSame ? before.promise : this.promise(due) }
  }

  resolve(): void {
    this.end('released')
    const { promise: _, ...rest } = isOpen(this.incident)
      ? this.incident
      : { ...this.incident, promise: null }
    this.incident = {
      ...rest,
      state: 'resolved',
      resolvedAt: this.now,
      resolvedBy: 'U0MAYA00001',
      summary: 'Rolled back.',
    }
  }

  private carryOut(duty: Exclude<Duty, { do: 'wait' }>): void {
    switch (duty.do) {
      case 'hold':
        this.end('held')
        this.renew()
        return
      case 'nudge':
        if (isOpen(this.incident) && this.incident.promise)
          this.incident = {
            ...this.incident,
            promise: { ...this.incident.promise, nudgedAt: this.now },
          }
        return
      case 'announce':
        this.incident = { ...this.incident, isAnnounced: true, cardTs: '1.1' }
        return
      case 'act':
        this.act(duty)
    }
  }

  private act({ name, key }: DutyAct): void {
    const outcome = this.outcomes.shift() ?? 'done'
    const retryAt = new Date(this.now.getTime() + 7000)
    const attempted: Act = act(key, outcome === 'trouble' ? { retryAt } : outcome)
    const acts = [...this.incident.acts.filter((each) => each.name !== name), attempted]
    this.incident = { ...this.incident, acts }
    if (name === 'create-channel' && outcome === 'done')
      this.incident = { ...this.incident, channel: 'C0NEW000001' }
  }

  private renew(): void {
    if (!isOpen(this.incident)) throw new Error('Nothing is owed after the end.')
    const dueAt = dueAfterUpdate(policy, this.incident, this.now)
    this.incident = { ...this.incident, lastUpdateAt: this.now, promise: this.promise(dueAt) }
  }

  private promise(dueAt: Date | null) {
    if (dueAt === null) return null
    this.promised.push({ dueAt, ends: [] })
    return { dueAt, madeAt: this.now, nudgedAt: null }
  }

  private end(how: string): void {
    if (isOpen(this.incident) && this.incident.promise) this.promised.at(-1)?.ends.push(how)
  }
}
