import type { Evidence } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps } from '../../ports.ts'
import { findDrift } from '../planning/drift.ts'
import { liveRelease } from '../planning/facts.ts'

/** Whether what runs is what the last release left there. */
export async function driftAt(deps: Deps, serviceName: string, environmentName: string): Promise<Evidence> {
  const service = deps.config.services.find(({ name }) => name === serviceName)
  const environment = deps.config.environments.find(({ name }) => name === environmentName)
  const what = 'The last release'
  if (!service || !environment) return { what, is: 'unknown', why: 'It is not in pilothouse.yml.', fix: null }
  const drift = await findDrift(
    deps,
    { service, environment },
    await liveRelease(deps, { service, environment }),
  )
  switch (drift?.is) {
    case undefined:
      return { what, is: 'ok', why: 'Pilothouse has released nothing there yet that could be compared' }
    case 'none':
      return { what, is: 'ok', why: 'what runs is what it left there' }
    case 'unknown':
      return { what, is: 'unknown', why: drift.because, fix: null }
    case 'drifted': {
      const which = drift.functions ? `: ${drift.functions.join(', ')}` : ''
      return {
        ...{
          what,
          is: 'warning',
          why: `somebody deployed past Pilothouse since deployment ${drift.deployment}${which}`,
        },
        fix: 'Look at /status drift, and deploy again what should run.',
      }
    }
  }
}
