import type { Flag, ListedFlag } from '../../domain/operation/flag.ts'
import { thingOf } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { latestDone } from '../../store/operation/operations.ts'

/** The flags of an environment, with who switched them as far as Pilothouse knows. Throws `UpstreamError`. */
export async function listFlags(deps: Deps, environment: string): Promise<ListedFlag[] | Refusal> {
  const place = deps.config.flags[environment]
  if (!place) return { refused: 'no-flags-here', environment, known: Object.keys(deps.config.flags) }
  const flags = await deps.flagHost.list(place)
  const thing = ({ name, isOn }: Flag) => thingOf({ kind: 'flag', name, isOn })
  const switched = await latestDone(deps.db, environment, flags.map(thing))
  return flags.map((flag) => ({ ...flag, switched: switched.get(thing(flag)) ?? null }))
}
