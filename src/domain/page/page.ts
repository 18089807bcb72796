import type { PublicState } from '../updates/public-update.ts'
import { type ComponentState, type Impact, stateByImpact, worstOf } from './component.ts'
import type { History } from './history.ts'
import { type Maintenance, type MaintenanceState, maintenanceState } from './maintenance.ts'
import type { ComponentPolicy, PagePolicy } from './page-policy.ts'

/** What the public page shows at one moment; nothing in it is a secret or private. */
export type Page = {
  policy: PagePolicy
  at: Date
  state: ComponentState
  components: ShownComponent[]
  /** Newest first. */
  incidents: ShownIncident[]
  /** By their beginning. */
  maintenances: ShownMaintenance[]
}

export type ShownComponent = ComponentPolicy & { state: ComponentState; history: History }

export type ShownIncident = {
  id: number
  /** Never its title, whose words nobody approved. */
  name: string
  state: PublicState
  impact: Impact
  declaredAt: Date
  /** Null while it is open. */
  endedAt: Date | null
  /** Names of components. */
  components: string[]
  /** Approved words, newest first. */
  updates: { id: number; at: Date; state: PublicState; text: string }[]
}

export type ShownMaintenance = Omit<Maintenance, 'announcedBy' | 'ended'> & {
  state: MaintenanceState
  endedAt: Date | null
}

export const isOver = ({ endedAt }: ShownIncident): boolean => endedAt !== null

/** The components whose services an incident affects; those of other environments than production are not meant. */
export const componentsAffected = (
  components: readonly ComponentPolicy[],
  affects: readonly string[],
  production: readonly string[],
): ComponentPolicy[] =>
  components.filter(
    ({ services, environment }) =>
      services.some((service) => affects.includes(service)) &&
      (environment === undefined || production.includes(environment)),
  )

export const incidentName = (id: number, affected: readonly ComponentPolicy[]): string =>
  affected.length === 0 ? `Incident ${id}` : `Trouble with ${affected.map(({ title }) => title).join(', ')}`

/** Whether work on a component goes on now. */
export const isMaintained = (maintenances: readonly Maintenance[], component: string, now: Date): boolean =>
  maintenances.some(
    (one) => one.components.includes(component) && maintenanceState(one, now) === 'in-progress',
  )

/** How all of it is: as its worst part, or as an incident that is open and names none. */
export const pageState = (
  components: readonly Pick<ShownComponent, 'state'>[],
  incidents: readonly ShownIncident[],
): ComponentState =>
  worstOf([
    ...components.map(({ state }) => state),
    ...incidents
      .filter((incident) => !isOver(incident) && incident.components.length === 0)
      .map(({ impact }) => stateByImpact[impact]),
  ]) ?? 'unknown'
