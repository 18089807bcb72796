import type { Sighting } from '../../domain/act.ts'
import type { Deps, FrontendPromotion, OutsideAct } from '../../ports.ts'

type RestoreInput = FrontendPromotion & { because: string }

/** Production goes back at once; a preview has no instant rollback, so its address is given to the earlier build. */
export function restoreFrontendAct({ frontendHost }: Deps): OutsideAct<RestoreInput, { buildId: string }> {
  const { rollback, promote } = frontendHost
  return {
    perform: async (key, input) =>
      input.target === 'production' ? await rollback.perform(key, input) : await promote.perform(key, input),
    observe: async (key, input, remote): Promise<Sighting<{ buildId: string }>> =>
      input.target === 'production'
        ? await rollback.observe(key, input, remote)
        : await promote.observe(key, input, remote),
  }
}
