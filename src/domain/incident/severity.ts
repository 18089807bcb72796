import type { IncidentPolicy, SeverityPolicy } from './incident-policy.ts'

/** The level that a word names, by its name in the configuration or an alias, whatever its case. */
export function findSeverity(policy: IncidentPolicy, word: string): SeverityPolicy | undefined {
  const wanted = word.toLowerCase()
  return policy.severities.find(({ level, aliases }) =>
    [level, ...aliases].some((known) => known.toLowerCase() === wanted),
  )
}

/** What is configured for a stored level. One that has since left the configuration keeps the default's cadence. */
export function severityOf(policy: IncidentPolicy, level: string): SeverityPolicy {
  const found = policy.severities.find((severity) => severity.level === level)
  if (found) return found
  const usual = policy.severities.find((severity) => severity.level === policy.defaultSeverity)
  return {
    level,
    name: level.toUpperCase(),
    aliases: [],
    criteria: '',
    updateEvery: usual?.updateEvery ?? null,
    respondWithin: usual?.respondWithin ?? null,
    invite: { users: [] },
    pages: usual?.pages ?? false,
    tells: usual?.tells ?? { stakeholders: false, public: false },
    locksDeployments: false,
  }
}

/** Every word that names a level, for suggestions. */
export const severityWords = (policy: IncidentPolicy): string[] =>
  policy.severities.flatMap(({ level, aliases }) => [level, ...aliases])
