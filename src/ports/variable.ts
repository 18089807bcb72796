import type { ListedVariable } from '../domain/deployment/variables.ts'

/** An environment variable or secret by name. `updatedAt` is missing where the provider does not say. */
export type Variable = ListedVariable
