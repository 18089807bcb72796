import type { AlertPolicy, LevelPolicy } from '../domain/alert/alert-policy.ts'
import type { AlertHook, HookMapping } from '../domain/alert/hook.ts'
import type { AlertRule, Limit } from '../domain/alert/rule.ts'
import type { AlertLevel } from '../domain/check/check.ts'
import { capacityRules, costRules } from '../domain/measure/rules.ts'
import { capacitiesFrom, costsFrom } from './measured.ts'
import type { WrittenRule } from './schema/alerts.ts'
import type { TeamFile } from './schema.ts'
import { severitiesFrom } from './severities.ts'

/** The alerts of a file, completed: what is critical pages, and is declared at the usual severity; the rest at lower ones. */
export function alertsFrom({ alerts, channels, incidents, checks, capacity, cost }: TeamFile): AlertPolicy {
  const severities = severitiesFrom(incidents.severities).map(({ level }) => level)
  const usual = incidents.defaultSeverity ?? (severities.includes('p1') ? 'p1' : severities[0])
  const lower = severities.slice(severities.indexOf(usual ?? '') + 1)
  const level = (name: AlertLevel, severity: string | undefined): LevelPolicy => ({
    severity: alerts.levels[name]?.severity ?? severity ?? severities.at(-1) ?? 'p1',
    pages: alerts.levels[name]?.pages ?? name === 'critical',
    channel: alerts.levels[name]?.channel ?? channels.incidents,
  })
  return {
    hooks: Object.fromEntries(
      Object.entries(alerts.hooks ?? {}).map(([name, hook]) => [name, hookFrom(hook)]),
    ),
    rules: [
      ...Object.entries(alerts.rules).map(([name, rule]) => ruleFrom(name, rule, checks)),
      ...capacityRules(capacitiesFrom(capacity)),
      ...costRules(costsFrom(cost)),
    ],
    levels: {
      critical: level('critical', usual),
      warning: level('warning', lower[0]),
      info: level('info', lower.at(-1)),
    },
    grouping: { label: alerts.group.by ?? null, within: alerts.group.within },
    flapping: alerts.flapping,
  }
}

type WrittenHook = NonNullable<TeamFile['alerts']['hooks']>[string]

function hookFrom({ mapping, ...hook }: WrittenHook): AlertHook {
  return { ...hook, mapping: mapping ? mappingFrom(mapping) : null }
}

function mappingFrom({
  alerts = undefined,
  title,
  firing,
  resolved,
  ...paths
}: NonNullable<WrittenHook['mapping']>): HookMapping {
  const given = Object.entries(paths).filter(([, path]) => path !== undefined)
  return { alerts: alerts ?? null, title, firing, resolved, paths: Object.fromEntries(given) }
}

/** A rule about a check, or about functions, is about the same place as they are, unless it says otherwise. */
function ruleFrom(name: string, rule: WrittenRule, checks: TeamFile['checks']): AlertRule {
  const { metric, for: held, clearFor, missingFor, level } = rule
  const place = 'check' in metric ? checks[metric.check] : 'service' in metric ? metric : undefined
  return {
    ...{ name, metric, clearFor, missingFor, level },
    for: held,
    limit: limitFrom(rule),
    service: rule.service ?? place?.service ?? null,
    environment: rule.environment ?? place?.environment ?? null,
    runbook: rule.runbook ?? null,
    title: rule.title ?? null,
  }
}

function limitFrom({ above, below, clear }: WrittenRule): Limit | null {
  if (above !== undefined) return { is: 'above', at: above, clear: clear ?? above }
  return below === undefined ? null : { is: 'below', at: below, clear: clear ?? below }
}
