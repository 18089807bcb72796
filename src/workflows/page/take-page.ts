import { subDays } from 'date-fns/subDays'
import { startOfPeriod } from '../../domain/check/rollup.ts'
import { componentState, type Impact, type SeenCheck } from '../../domain/page/component.ts'
import { daysShown, historyOf } from '../../domain/page/history.ts'
import { endOf, maintenanceState } from '../../domain/page/maintenance.ts'
import {
  componentsAffected,
  incidentName,
  isMaintained,
  isOver,
  type Page,
  pageState,
  type ShownIncident,
} from '../../domain/page/page.ts'
import { checksOf, type PagePolicy } from '../../domain/page/page-policy.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { loadChecks, type StoredCheck } from '../../store/check/checks.ts'
import { countDays } from '../../store/check/samples.ts'
import { listMaintenances } from '../../store/page/maintenances.ts'
import { listPublicIncidents, type PublicIncident } from '../../store/updates/public-updates.ts'

/** What the public page shows now. */
export async function takePage(deps: Deps, policy: PagePolicy): Promise<Page> {
  const { db, config } = deps
  const at = deps.now()
  const made = policy.components.map((component) => ({
    component,
    checks: checksOf(component, config.checks),
  }))
  const names = [...new Set(made.flatMap(({ checks }) => checks.map(({ name }) => name)))]
  const from = startOfPeriod('day', subDays(at, daysShown))
  const [seen, days, published, maintenances] = await Promise.all([
    loadChecks(db, names),
    countDays(db, { names, from }),
    listPublicIncidents(db),
    listMaintenances(db, from),
  ])
  const incidents = published.map((incident) => shown(incident, policy, config))
  const byCheck = Map.groupBy(days, ({ name }) => name)
  const components = made.map(({ component, checks }) => ({
    ...component,
    state: componentState(
      {
        checks: checks.map((check): SeenCheck => ({ ...check, seen: sight(seen.get(check.name)) })),
        impacts: incidents
          .filter((one) => !isOver(one) && one.components.includes(component.name))
          .map(({ impact }) => impact),
        isMaintained: isMaintained(maintenances, component.name, at),
      },
      at,
    ),
    history: historyOf(
      checks.flatMap(({ name }) => byCheck.get(name) ?? []),
      at,
    ),
  }))
  return {
    ...{ policy, at, components, incidents },
    state: pageState(components, incidents),
    maintenances: maintenances.map((one) => {
      const { id, components, startsAt, endsAt, reason, announcedAt } = one
      const how = { state: maintenanceState(one, at), endedAt: endOf(one, at) }
      return { id, components, startsAt, endsAt, reason, announcedAt, ...how }
    }),
  }
}

const sight = (check: StoredCheck | undefined): SeenCheck['seen'] =>
  check ? { standing: check.standing, lookedAt: check.lookedAt } : null

function shown(
  { id, severity, state, declaredAt, endedAt, affects, updates }: PublicIncident,
  { components }: PagePolicy,
  { incidents }: TeamConfig,
): ShownIncident {
  const affected = componentsAffected(components, affects, incidents.production)
  return {
    ...{ id, declaredAt, endedAt, updates },
    name: incidentName(id, affected),
    components: affected.map(({ name }) => name),
    state: publicStateIn(state, endedAt),
    impact: impactOf(severity, incidents),
  }
}

/** Whatever is over is resolved, for those outside; what is open and not confirmed is looked into. */
function publicStateIn(state: PublicIncident['state'], endedAt: Date | null): ShownIncident['state'] {
  if (endedAt !== null) return 'resolved'
  return state === 'identified' || state === 'monitoring' ? state : 'investigating'
}

/** The first level of the configuration is the worst. */
function impactOf(severity: string, { severities }: TeamConfig['incidents']): Impact {
  const index = severities.findIndex(({ level }) => level === severity)
  return index === 0 ? 'critical' : index === 1 ? 'major' : 'minor'
}
