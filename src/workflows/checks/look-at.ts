import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { CheckKind } from '../../domain/check/target.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps } from '../../ports.ts'
import { isBlind } from './blind.ts'
import { lookAtDatabase } from './database.ts'
import { lookAtFunction } from './function.ts'
import { lookAtAddress } from './http.ts'
import { lookAtMcp } from './mcp.ts'
import { lookAtSql } from './sql.ts'
import { lookAtSupabase } from './supabase-health.ts'
import { lookAtThirdParty } from './third-party.ts'
import { lookAtVercel } from './vercel.ts'

type Looker<Kind extends CheckKind> = (
  deps: Deps,
  policy: Extract<CheckPolicy, { kind: Kind }>,
) => Promise<Look>

/** How each kind of check is looked at. */
const lookers: { [Kind in CheckKind]: Looker<Kind> } = {
  http: lookAtAddress,
  'third-party': lookAtThirdParty,
  function: lookAtFunction,
  database: lookAtDatabase,
  sql: lookAtSql,
  'supabase-health': lookAtSupabase,
  vercel: lookAtVercel,
  mcp: lookAtMcp,
}

/** One look. What fails is down, or unknown where nobody can tell; it never throws for what is outside. */
export async function lookAt(deps: Deps, policy: CheckPolicy | undefined): Promise<Look> {
  if (!policy) return { is: 'unknown', why: 'it is not in pilothouse.yml any more' }
  try {
    return await (lookers[policy.kind] as Looker<CheckKind>)(deps, policy)
  } catch (error) {
    if (error instanceof UpstreamError && isBlind(error)) return { is: 'unknown', why: error.message }
    if (error instanceof UpstreamError) return { is: 'down', latencyMs: null, why: error.message }
    deps.log.error({ err: error, check: policy.name }, 'A check failed inside Pilothouse')
    return { is: 'unknown', why: 'Pilothouse itself failed as it looked; its log has the cause' }
  }
}
