import type { UserId } from '../people.ts'
import type { Period } from '../period.ts'
import type { Deployment } from './deployment.ts'

/** Which deployments a ledger is about; null for all services, or all environments. */
export type LedgerScope = {
  team: string
  service: string | null
  environment: string | null
  period: Period
  madeAt: Date
}

/** Oldest first. `total` counts also what is left out; `nameOf` gives a person's name. */
export type Ledger = LedgerScope & {
  deployments: Deployment[]
  total: number
  nameOf: (user: UserId) => string
}
