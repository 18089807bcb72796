import { html, raw } from 'hono/html'
import type { ComponentState } from '../../domain/page/component.ts'
import type { Day, History } from '../../domain/page/history.ts'
import type { ShownComponent } from '../../domain/page/page.ts'
import { dayInWords } from './moments.ts'
import { percent, stateWords } from './words.ts'

/** One component: how it is, and how its last 90 days were. */
export function componentPart(component: ShownComponent) {
  const { name, title, description, state, history } = component
  return html`<li class="component" id="component-${name}">
<div class="row"><h3>${title}</h3>${stateMark(state)}</div>
${description ? html`<p class="faint">${description}</p>` : ''}
${barsOf(title, history.days)}
<p class="row faint"><span>${uptimeInWords(history)}</span><span>90 days, until today</span></p>
${daysInWords(name, history.days)}</li>`
}

const stateMark = (state: ComponentState) =>
  html`<span class="state ${state}"><span class="sign" aria-hidden="true">${stateWords[state].sign}</span> ${stateWords[state].word}</span>`

function uptimeInWords({ uptime, looks, daysWithLooks }: History): string {
  if (uptime === null) return 'No data yet'
  const from = daysWithLooks === 1 ? 'one day' : `${daysWithLooks} days`
  return `${percent(uptime)} uptime, from ${looks.toLocaleString('en-GB')} looks on ${from}`
}

/** The worse the day, the lower its bar. */
const heights = {
  ...{ operational: 30, maintenance: 30, unknown: 2, degraded: 22, 'partial-outage': 15, 'major-outage': 8 },
} as const satisfies Record<ComponentState, number>

/** One path for each state: a page of 50 components has 4,500 days. */
function barsOf(title: string, days: readonly Day[]) {
  const paths = new Map<ComponentState, string>()
  for (const [index, { state }] of days.entries()) {
    const shown = state ?? 'unknown'
    const height = heights[shown]
    const bar = `M${index * 5} ${32 - height}h3v${height}h-3z`
    paths.set(shown, (paths.get(shown) ?? '') + bar)
  }
  const drawn = [...paths].map(([state, path]) => `<path class="${state}" d="${path}"/>`).join('')
  return html`<svg class="bars" viewBox="0 0 448 32" preserveAspectRatio="none" role="img" aria-label="${title}, the last 90 days: ${countsOf(days)}">${raw(drawn)}</svg>`
}

function countsOf(days: readonly Day[]): string {
  const count = (...states: Day['state'][]) => days.filter(({ state }) => states.includes(state)).length
  return [
    `${count('operational')} without trouble`,
    `${count('degraded', 'partial-outage', 'major-outage')} with trouble`,
    `${count(null)} without data`,
  ].join(', ')
}

/** The same in words, for every day that was not simply well. */
function daysInWords(name: string, days: readonly Day[]) {
  const lines = unusualDays(days)
  if (lines.length === 0) return ''
  return html`<details class="faint" id="days-${name}"><summary id="days-of-${name}">Days with trouble or without data</summary>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`
}

function unusualDays(days: readonly Day[]): string[] {
  const lines: string[] = []
  for (let index = 0; index < days.length; index += 1) {
    const day = days[index]
    if (!day || day.state === 'operational') continue
    if (day.state !== null) {
      const looks = day.up + day.down
      lines.push(`${dayInWords(day.date)}: ${percent(day.up / looks)} of ${looks} looks went well`)
      continue
    }
    let last = index
    while (days[last + 1]?.state === null) last += 1
    const until = days[last]?.date ?? day.date
    const span = last > index ? `${dayInWords(day.date)} to ${dayInWords(until)}` : dayInWords(day.date)
    lines.push(`${span}: no data`)
    index = last
  }
  return lines.reverse()
}
