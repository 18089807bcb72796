import { subDays } from 'date-fns/subDays'
import { html, raw } from 'hono/html'
import type { Page, ShownComponent, ShownIncident, ShownMaintenance } from '../../domain/page/page.ts'
import { componentPart } from './component-part.ts'
import { incidentPart, maintenancePart } from './event-parts.ts'
import { policyText, script, styleOf } from './look.ts'
import { type Moments, momentsIn } from './moments.ts'
import { overallWords, stateWords } from './words.ts'

const daysOnPage = 15

/** The page itself. `logo` is its address, where it has one. */
export function indexHtml(page: Page, logo: string | null) {
  const moments = momentsIn(page.policy.timeZone)
  const open = page.incidents.filter(({ endedAt }) => endedAt === null)
  const since = subDays(page.at, daysOnPage)
  const past = page.incidents.filter(({ endedAt }) => endedAt && endedAt >= since)
  const coming = page.maintenances.filter(({ state }) => state === 'in-progress' || state === 'scheduled')
  const done = page.maintenances.filter(({ endedAt }) => endedAt && endedAt >= since).toReversed()
  return whole(
    page,
    logo,
    page.policy.title,
    html`<p class="overall ${page.state}" data-says="${overallWords[page.state]}"><span class="state"><span class="sign" aria-hidden="true">${stateWords[page.state].sign}</span> ${overallWords[page.state]}</span></p>
${listOf('Open incidents', open, (one: ShownIncident) => incidentPart(one, page, moments))}
${listOf('Maintenance', coming, (one: ShownMaintenance) => maintenancePart(one, page, moments))}
${groupsOf(page.components).map(([group, members]) => listOf(group, members, componentPart))}
<h2>The last ${daysOnPage} days</h2>
${past.length + done.length === 0 ? html`<p>No incident ended, and no maintenance.</p>` : ''}
<ul>${past.map((one) => incidentPart(one, page, moments))}${done.map((one) => maintenancePart(one, page, moments))}</ul>
${earlier(page, moments)}`,
  )
}

/** All incidents that began in one month, newest first. */
export function monthHtml(
  page: Page,
  logo: string | null,
  month: string,
  incidents: readonly ShownIncident[],
) {
  const moments = momentsIn(page.policy.timeZone)
  return whole(
    page,
    logo,
    `${month} · ${page.policy.title}`,
    html`<h2>Incidents of ${month}</h2><ul>${incidents.map((one) => incidentPart(one, page, moments))}</ul>
<p><a href="./" id="back">How it is now</a></p>`,
  )
}

export const monthFile = (key: string): string => `history-${key}.html`

/** Incidents by the month in which they began, as `2026-11`. */
export function byMonth({ incidents, policy }: Page): Map<string, ShownIncident[]> {
  const { monthKey } = momentsIn(policy.timeZone)
  return Map.groupBy(incidents, ({ declaredAt }) => monthKey(declaredAt))
}

function earlier(page: Page, moments: Moments) {
  const months = [...byMonth(page)]
  if (months.length === 0) return ''
  return html`<h2>By month</h2><ul>${months.map(([key, [first]]) => html`<li><a id="month-${key}" href="${monthFile(key)}">${moments.month(first?.declaredAt ?? page.at)}</a></li>`)}</ul>`
}

/** Those without a group first, as they are configured. */
function groupsOf(components: readonly ShownComponent[]): [string, ShownComponent[]][] {
  const groups = Map.groupBy(components, ({ group }) => group ?? 'Components')
  return [...groups].toSorted(([a], [b]) => Number(b === 'Components') - Number(a === 'Components'))
}

const listOf = <One>(title: string, items: readonly One[], part: (item: One) => unknown) =>
  items.length === 0 ? '' : html`<h2>${title}</h2><ul>${items.map(part)}</ul>`

const whole = (page: Page, logo: string | null, title: string, content: unknown) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyText(page.policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="60"></noscript>
<title>${title}</title>
<link rel="alternate" type="application/atom+xml" href="feed.atom" title="${page.policy.title}">
<style>${raw(styleOf(page.policy))}</style>
</head>
<body>
<header>${logo ? html`<img src="${logo}" alt="">` : ''}<h1>${page.policy.title}</h1>
<p id="old" class="old" role="alert" hidden>This page is older than ten minutes, so what it says may be over.</p>
<p id="news" class="heard" role="status"></p></header>
<main>${content}
<p class="faint" data-made="${page.at.toISOString()}">As of ${momentsIn(page.policy.timeZone).time(page.at)}. If that is more than ten minutes ago, this is an old copy. A day without looks has no bar; days are those of UTC.</p></main>
<footer class="faint"><p><a href="feed.atom">Atom feed</a> · <a href="api/v2/summary.json">JSON</a> · <a href="badge.svg">Badge</a></p></footer>
<script>${raw(script)}</script>
</body>
</html>`
