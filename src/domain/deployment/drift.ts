import type { FunctionThen, ReturnTarget } from './plan.ts'
import type { LiveRelease } from './release.ts'

/** What the provider says that runs, beside what our last deployment left there. */
export type Drift =
  | { is: 'none' }
  /** `functions` are those that differ, where the place has functions. */
  | {
      is: 'drifted'
      deployment: number
      left: { sha?: string | undefined; buildId?: string | undefined }
      functions?: string[] | undefined
    }
  | { is: 'unknown'; because: string }

/** Null where Pilothouse has left nothing there that could be compared. */
export function driftBetween(live: LiveRelease | null, left: ReturnTarget | null): Drift | null {
  if (!left || left.deployment === null) return null
  if (left.functions) return functionsDrift(live, left, left.functions)
  const isSameBuild = live?.buildId !== undefined && live.buildId === left.buildId
  if (isSameBuild || (live?.sha && live.sha === left.sha)) return { is: 'none' }
  if (live && !live.sha && !(live.buildId && left.buildId))
    return { is: 'unknown', because: 'the provider does not tell the commit' }
  return drifted(left)
}

function functionsDrift(live: LiveRelease | null, left: ReturnTarget, functions: FunctionThen[]): Drift {
  const compared = functions.map((one) => ({ slug: one.slug, ...compare(live, one) }))
  const differing = compared.filter(({ isSame }) => isSame === false).map(({ slug }) => slug)
  if (differing.length > 0) return { ...drifted(left), functions: differing }
  const untold = compared.filter(({ isSame }) => isSame === null).map(({ slug }) => slug)
  return untold.length > 0
    ? { is: 'unknown', because: `Supabase tells no hash of ${untold.join(', ')}` }
    : { is: 'none' }
}

/** Null where nobody can tell: without hashes only the same version is certain to be the same. */
function compare(live: LiveRelease | null, left: FunctionThen): { isSame: boolean | null } {
  const found = live?.functions?.find(({ slug }) => slug === left.slug)
  if (!found || left.is === 'absent') return { isSame: !found && left.is === 'absent' }
  if (found.verifyJwt !== left.verifyJwt) return { isSame: false }
  if (found.hash !== null && left.hash !== null) return { isSame: found.hash === left.hash }
  return { isSame: found.version === left.version ? true : null }
}

const drifted = ({ deployment, sha, buildId }: ReturnTarget): Extract<Drift, { is: 'drifted' }> => ({
  is: 'drifted',
  deployment: deployment ?? 0,
  left: { sha, buildId },
})
