import { Feed } from 'feed'
import { html } from 'hono/html'
import type { Page, ShownIncident, ShownMaintenance } from '../../domain/page/page.ts'
import { titlesOf } from './event-parts.ts'
import { incidentWords, maintenanceWords } from './words.ts'

const most = 50

/** Incidents and maintenance as an Atom feed, what changed last on top. */
export function atomFeed(page: Page, address: string): string {
  const entries = [
    ...page.incidents.map((one) => incidentEntry(one)),
    ...page.maintenances.map((one) => maintenanceEntry(one, page)),
  ]
    .toSorted((a, b) => b.date.getTime() - a.date.getTime())
    .slice(0, most)
  const feed = new Feed({
    ...{ id: address, link: address, title: page.policy.title, language: 'en' },
    updated: entries[0]?.date ?? page.at,
    feedLinks: { atom: `${address}feed.atom` },
    generator: 'Pilothouse',
    copyright: '',
    author: { name: page.policy.title },
  })
  for (const { anchor, title, content, date, published } of entries) {
    const link = `${address}#${anchor}`
    // Titles and contents are HTML, so what is foreign in them is escaped once more than XML asks for.
    feed.addItem({ ...{ id: link, link, date, published, content }, title: String(html`${title}`) })
  }
  return feed.atom1()
}

function incidentEntry({ id, name, state, declaredAt, endedAt, updates }: ShownIncident) {
  const newest = updates[0]?.at ?? declaredAt
  return {
    anchor: `incident-${id}`,
    title: `${name} (${incidentWords[state]})`,
    date: endedAt && endedAt > newest ? endedAt : newest,
    published: declaredAt,
    content: updates
      .map(({ at, state: was, text }) =>
        String(html`<p><strong>${incidentWords[was]}</strong> (${at.toISOString()}): ${text}</p>`),
      )
      .join(''),
  }
}

function maintenanceEntry(maintenance: ShownMaintenance, page: Page) {
  const { id, components, startsAt, endsAt, endedAt, announcedAt, reason, state } = maintenance
  return {
    anchor: `maintenance-${id}`,
    title: `Maintenance of ${titlesOf(components, page)} (${maintenanceWords[state]})`,
    date: endedAt ?? (state === 'in-progress' ? startsAt : announcedAt),
    published: announcedAt,
    content: String(html`<p>${startsAt.toISOString()} to ${endsAt.toISOString()}: ${reason}</p>`),
  }
}
