import { UpstreamError } from '../../domain/errors.ts'
import type { IntegrationPolicy, IntegrationState } from '../../domain/operation/integration.ts'
import { thingOf } from '../../domain/operation/operation.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import { latestDone } from '../../store/operation/operations.ts'

export type ListedIntegration = IntegrationPolicy & {
  state: IntegrationState
  /** The last time that somebody asked Pilothouse for it. */
  switched: { by: UserId; at: Date } | null
}

/** Every integration with its state, asked now of wherever its switch is. */
export async function listIntegrations(deps: Deps): Promise<ListedIntegration[]> {
  return await Promise.all(
    deps.config.integrations.map(async (integration) => {
      const { name, environment } = integration
      const thing = thingOf({
        kind: 'integration',
        name,
        isOn: true,
        isChecked: false,
        switch: integration.switch,
      })
      const switched = (await latestDone(deps.db, environment, [thing])).get(thing) ?? null
      return { ...integration, state: await stateOrWhy(deps, integration), switched }
    }),
  )
}

async function stateOrWhy(deps: Deps, integration: IntegrationPolicy): Promise<IntegrationState> {
  try {
    return await stateOf(deps, integration)
  } catch (error) {
    if (error instanceof UpstreamError) return { is: 'unknown', because: error.message }
    throw error
  }
}

/** Throws `UpstreamError`. */
export async function stateOf(
  deps: Deps,
  { switch: by, environment }: IntegrationPolicy,
): Promise<IntegrationState> {
  if (by.by === 'secret') {
    const value = await deps.functionHost.secretAmong(by.project, by.secret, [by.on, by.off])
    if (value === null)
      return { is: 'unknown', because: `The secret ${by.secret} is neither on nor off, or not there.` }
    return { is: value === by.on ? 'on' : 'off' }
  }
  const place = deps.config.flags[environment]
  const flags = place ? await deps.flagHost.list(place) : []
  const flag = flags.find(({ name }) => name === by.flag)
  return flag ? { is: flag.isOn ? 'on' : 'off' } : { is: 'unknown', because: `There is no flag ${by.flag}.` }
}
