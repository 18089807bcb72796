import { createHash } from 'node:crypto'
import type { Page } from '../../domain/page/page.ts'
import { badge } from './badge.ts'
import { atomFeed } from './feed.ts'
import { byMonth, indexHtml, monthFile, monthHtml } from './html.ts'
import { momentsIn } from './moments.ts'
import { statuspageFiles } from './statuspage-api.ts'

type SiteFile = { type: string; body: string | Uint8Array<ArrayBuffer>; etag: string }
/** Everything that the page consists of, by its address below the page's own; `` is the page. */
export type Site = Map<string, SiteFile>

export type Logo = { type: string; extension: string; body: Uint8Array<ArrayBuffer> }

/** Every file of the public page. They link to each other relatively, so that they work on any host. */
export function siteOf(page: Page, address: string, logo: Logo | null): Site {
  const site: Site = new Map()
  const put = (path: string, type: string, body: SiteFile['body']) =>
    site.set(path, {
      type,
      body,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    })
  const logoAt = logo ? `logo.${logo.extension}` : (page.policy.logo ?? null)
  put('', 'text/html; charset=utf-8', String(indexHtml(page, logoAt)))
  const { month } = momentsIn(page.policy.timeZone)
  for (const [key, incidents] of byMonth(page)) {
    const name = month(incidents[0]?.declaredAt ?? page.at)
    put(monthFile(key), 'text/html; charset=utf-8', String(monthHtml(page, logoAt, name, incidents)))
  }
  put('feed.atom', 'application/atom+xml; charset=utf-8', forXml(atomFeed(page, address)))
  put('badge.svg', 'image/svg+xml; charset=utf-8', forXml(badge(page)))
  for (const [path, body] of statuspageFiles(page, address))
    put(`api/v2/${path}`, 'application/json; charset=utf-8', JSON.stringify(body))
  if (logo) put(`logo.${logo.extension}`, logo.type, logo.body)
  put('files.json', 'application/json; charset=utf-8', JSON.stringify([...site.keys()]))
  return site
}

/** XML takes no control characters, not even escaped ones. */
const forXml = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]/gu, '')
