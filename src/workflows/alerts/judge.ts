import { addMilliseconds } from 'date-fns/addMilliseconds'
import { max } from 'date-fns/max'
import { type AlertRule, afterValue, isFiring, type RuleState, ruleFacts } from '../../domain/alert/rule.ts'
import { missingSummary, missingTitle, ruleSummary, ruleTitle } from '../../domain/alert/rule-words.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import {
  addRules,
  listRules,
  lockRule,
  nextRuleAt,
  type StoredRule,
  storeRule,
} from '../../store/alert/rules.ts'
import type { Trx } from '../../store/tables.ts'
import { ownSource, receiveAlert } from './receive.ts'
import { ruleValues } from './rule-values.ts'

const everyMs = 60_000

/** Asks for the rules to be looked at, if the transaction commits. */
export const wakeRules = (deps: Deps, trx: Trx, at?: Date): Promise<void> =>
  deps.jobs.wake(trx, 'judge-rules', 'all', at)

/** Looks at every rule that is due, and asks to be woken for the next. Safe to call at any time, on any replica. */
export async function judgeRules(deps: Deps): Promise<void> {
  const { rules } = deps.config.alerts
  const names = rules.map(({ name }) => name)
  await deps.exclusive('judge-rules', async () => {
    await addRules(deps.db, names, deps.now())
    const stored = await listRules(deps.db)
    const isDue = ({ name, nextAt }: StoredRule) => names.includes(name) && nextAt <= deps.now()
    const due = stored.filter(isDue).map(({ name }) => name)
    const meant = rules.filter(({ name }) => due.includes(name))
    const values = await ruleValues(deps, meant)
    for (const rule of meant)
      await deps.db.transaction().execute((trx) => judge(deps, trx, rule, values.get(rule.name) ?? null))
    for (const rule of stored)
      if (!names.includes(rule.name) && (isFiring(rule) || rule.isMissing)) await letGo(deps, rule)
  })
  const next = await nextRuleAt(deps.db, names)
  if (next === null) return
  // What is overdue is looked at by whoever holds it now.
  const at = max([next, addMilliseconds(deps.now(), 1000)])
  await deps.db.transaction().execute((trx) => wakeRules(deps, trx, at))
}

async function judge(deps: Deps, trx: Trx, rule: AlertRule, value: number | null): Promise<void> {
  const from = await lockRule(trx, rule.name)
  const at = deps.now()
  if (!from || from.nextAt > at) return
  const to = afterValue(from, value, rule, at)
  await storeRule(trx, rule.name, { ...to, value, lookedAt: at, nextAt: addMilliseconds(at, everyMs) })
  if (isFiring(to) !== isFiring(from)) await tell(deps, trx, firingAlert(rule, { from, to, value, at }))
  if (to.isMissing !== from.isMissing) await tell(deps, trx, missingAlert(rule, to, at))
}

const tell = (deps: Deps, trx: Trx, alert: ReportedAlert): Promise<void> =>
  receiveAlert(deps, trx, ownSource, alert)

const fingerprintOf = ({ name }: { name: string }) => ({
  rule: `rule:${name}`,
  missing: `rule:${name}/missing`,
})

type Move = { from: RuleState; to: RuleState; value: number | null; at: Date }

function firingAlert(rule: AlertRule, { from, to, value, at }: Move): ReportedAlert {
  const isNow = isFiring(to)
  const began = from.standing === 'pending' ? from.since : at
  return {
    ...commonOf(rule),
    isFiring: isNow,
    fingerprint: fingerprintOf(rule).rule,
    level: rule.level,
    title: ruleTitle(rule),
    summary: value === null ? null : ruleSummary(rule, value),
    facts: ruleFacts(rule, value),
    firedAt: isNow ? began : null,
    impactAt: isNow ? began : null,
    resolvedAt: isNow ? null : at,
  }
}

/** Not to know is no reason to wake somebody, but to look. */
const missingAlert = (rule: AlertRule, { isMissing, unknownSince }: RuleState, at: Date): ReportedAlert => ({
  ...commonOf(rule),
  isFiring: isMissing,
  fingerprint: fingerprintOf(rule).missing,
  level: rule.level === 'info' ? 'info' : 'warning',
  title: missingTitle(rule),
  summary: missingSummary(rule),
  facts: [],
  firedAt: isMissing ? unknownSince : null,
  impactAt: null,
  resolvedAt: isMissing ? null : at,
})

const commonOf = ({ name, service, environment, runbook }: AlertRule) => ({
  ...{ name, service, environment, runbook, severity: null, labels: { rule: name }, link: null },
})

/** It left the configuration while it fired: nobody would ever say that it is over. */
async function letGo(deps: Deps, { name, ...rule }: StoredRule): Promise<void> {
  const at = deps.now()
  const over: Omit<ReportedAlert, 'fingerprint'> = {
    ...{ isFiring: false, name, level: 'info', title: name, summary: null, service: null, environment: null },
    ...{ severity: null, labels: {}, facts: [], link: null, runbook: null },
    ...{ firedAt: null, impactAt: null, resolvedAt: at },
  }
  await deps.db.transaction().execute(async (trx) => {
    for (const fingerprint of Object.values(fingerprintOf({ name })))
      await tell(deps, trx, { ...over, fingerprint })
    await storeRule(trx, name, { ...rule, standing: 'quiet', since: at, isMissing: false })
  })
}
