import { pageAddress } from '../../domain/page/page-policy.ts'
import type { Deps } from '../../ports.ts'
import { takePage } from '../../workflows/page/take-page.ts'
import { keepSite } from './keep-site.ts'
import { readLogo } from './logo.ts'
import type { PageParts } from './routes.ts'
import { siteOf } from './site.ts'

/** The public page, where one is configured. Throws `StartupError` where its logo can't be read. */
export async function openPage(deps: Deps): Promise<PageParts | undefined> {
  const { log, now, webUrl } = deps
  const policy = deps.config.statusPage
  if (!policy) return undefined
  const logo = await readLogo(policy)
  const make = async () => siteOf(await takePage(deps, policy), pageAddress(policy, webUrl()), logo)
  return { policy, log, site: keepSite(make, now, log) }
}
