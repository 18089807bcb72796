import type { Check } from '../deployment/release.ts'

const looks = {
  api: /\bapi\b|contract|smoke|integration|newman|postman|playwright-api/i,
  lint: /lint|biome|prettier|format|style/i,
  test: /test|spec|unit|e2e|vitest|jest/i,
  build: /build|compile|typecheck|tsc|bundle/i,
} as const

export type CheckKind = keyof typeof looks | 'other'

/** Checks by what their names say they are; a kind that is missing is there without any, but for others. */
export function kindsOfChecks(checks: readonly Check[]): { kind: CheckKind; checks: Check[] }[] {
  const byKind = Map.groupBy(checks, ({ name }) => kindOf(name))
  const kinds: CheckKind[] = ['lint', 'test', 'build', 'api']
  const others = byKind.get('other') ?? []
  return [
    ...kinds.map((kind) => ({ kind, checks: byKind.get(kind) ?? [] })),
    ...(others.length > 0 ? [{ kind: 'other' as const, checks: others }] : []),
  ]
}

/** "API tests" are tests too, so the narrower word counts. */
function kindOf(name: string): CheckKind {
  for (const [kind, look] of Object.entries(looks)) if (look.test(name)) return kind as CheckKind
  return 'other'
}
