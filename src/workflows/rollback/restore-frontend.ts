import type { Sighting } from '../../domain/act.ts'
import type { Deps, FrontendPromotion, OutsideAct } from '../../ports.ts'

/** `canary` is the build whose rolling release may be under way; undefined where it went live at once. */
type RestoreInput = FrontendPromotion & { because: string; canary?: string | undefined }
type Seen = Sighting<{ buildId: string }>

/**
 * Gives the earlier build everybody back. A rolling release under way is aborted; one that came to its end, and what
 * went live at once, is rolled back. Which of them it is only Vercel knows, so that it is asked at each attempt.
 */
export function restoreFrontendAct({ frontendHost }: Deps): OutsideAct<RestoreInput, { buildId: string }> {
  const { rollback, abortStages } = frontendHost
  const observe = async (key: string, input: RestoreInput, remote: string | null): Promise<Seen> => {
    const stages = await observeStages(input)
    return stages === 'at-its-end' ? await rollback.observe(key, input, remote) : stages
  }
  const observeStages = async ({ canary, ...input }: RestoreInput): Promise<Seen | 'at-its-end'> => {
    if (canary === undefined) return 'at-its-end'
    const seen = await abortStages.observe('', { ...input, buildId: canary }, null)
    if (seen.seen === 'failed') return 'at-its-end'
    return seen.seen === 'done' ? whereItIs(seen.outcome.buildId, input) : seen
  }
  return {
    perform: async (key, input) => {
      const stages = await observeStages(input)
      if (stages === 'at-its-end') return await rollback.perform(key, input)
      if (stages.seen !== 'absent' || input.canary === undefined) return stages as Acted
      return await abortStages.perform(key, { ...input, buildId: input.canary })
    },
    observe,
  }
}

type Acted = Exclude<Seen, { seen: 'absent' }>

/** What somebody put there by hand meanwhile is no release of ours to take back. */
function whereItIs(live: string, { buildId, project }: FrontendPromotion): Acted {
  if (live === buildId) return { seen: 'done', remote: live, outcome: { buildId: live } }
  const reason = `Somebody gave production of ${project} to ${live} meanwhile, so nothing was taken back.`
  return { seen: 'failed', reason }
}
