/** What share of looks is to find a service well, from 0 to 1: of every service, and of single ones by name. */
export type ObjectivesPolicy = { uptime: { usual: number | null; byService: Record<string, number> } }

/** Null where nothing is promised for a service. */
export const uptimeTarget = ({ uptime }: ObjectivesPolicy, service: string): number | null =>
  uptime.byService[service] ?? uptime.usual

type Looks = { up: number; down: number }

/**
 * How much of what may fail has failed. `left` is the share of the budget that is left, below 0 where it is overdrawn;
 * `burn` is how many times faster than it may the last day used it up. Null where nobody looked.
 */
export type ErrorBudget = { uptime: number; target: number; left: number; burn: number | null; looks: number }

/** `all` are the looks of the period, `lately` those of its last day. `target` is from 0 to below 1. */
export function errorBudget(all: Looks, lately: Looks, target: number): ErrorBudget | null {
  const looks = all.up + all.down
  if (looks === 0) return null
  const allowed = 1 - target
  const recent = lately.up + lately.down
  return {
    ...{ uptime: all.up / looks, target, looks },
    left: 1 - all.down / looks / allowed,
    burn: recent === 0 ? null : lately.down / recent / allowed,
  }
}
