import type { ServicePolicy } from '../policy.ts'

/** What a service needs by name. `rotateAfter` is milliseconds; null where nothing falls due. */
export type VariablePolicy = { required: string[]; rotateAfter: number | null }

/** An environment variable or secret as the provider lists it; its value is never read. */
export type ListedVariable = {
  name: string
  updatedAt?: Date | undefined
  /** True where the provider keeps it readable: it is no secret, and needs no rotation. */
  isPlain?: boolean | undefined
}

/** How the required variables of a place stand. Ages are milliseconds. */
export type VariableFacts = {
  present: string[]
  missing: string[]
  due: { name: string; age: number; dueAfter: number }[]
  /** Secrets that ought to be rotated, of an age that the provider does not tell. */
  ageUnknown: string[]
}

/** The variables without which a service must not be deployed there. */
export function requiredVariables(service: ServicePolicy, environment: string): string[] {
  if (service.kind === 'github-actions') return []
  const own = service.environments[environment]?.requires ?? []
  return [...new Set([...service.variables.required, ...own])]
}

/** Compares what is required with what is there. */
export function judgeVariables(
  required: readonly string[],
  rotateAfter: number | null,
  listed: readonly ListedVariable[],
  now: Date,
): VariableFacts {
  const found = required.flatMap((name) => listed.find((one) => one.name === name) ?? [])
  const secrets = rotateAfter === null ? [] : found.filter(({ isPlain }) => !isPlain)
  const aged = secrets.flatMap(({ name, updatedAt }) =>
    updatedAt ? [{ name, age: now.getTime() - updatedAt.getTime(), dueAfter: rotateAfter ?? 0 }] : [],
  )
  return {
    present: found.map(({ name }) => name),
    missing: required.filter((name) => !found.some((one) => one.name === name)),
    due: aged.filter(({ age, dueAfter }) => age > dueAfter),
    ageUnknown: secrets.filter(({ updatedAt }) => !updatedAt).map(({ name }) => name),
  }
}
