import type { Clock, Log } from '../../ports.ts'
import type { Site } from './site.ts'

const keptMs = 30_000

/** Makes the page at most twice a minute. While it can't be made, the last one is served, which says how old it is. */
export function keepSite(make: () => Promise<Site>, now: Clock, log: Log): () => Promise<Site> {
  let last: { site: Site; at: number } | null = null
  let making: Promise<Site> | null = null
  const renew = async (): Promise<Site> => {
    const at = now().getTime()
    try {
      const site = await make()
      last = { site, at }
      return site
    } catch (error) {
      if (!last) throw error
      log.warn({ err: error }, 'The public page could not be made anew; the last one is served')
      return last.site
    } finally {
      making = null
    }
  }
  return async () => {
    if (last && Math.abs(now().getTime() - last.at) < keptMs) return last.site
    making ??= renew()
    return await making
  }
}
