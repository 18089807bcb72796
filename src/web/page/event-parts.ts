import { html } from 'hono/html'
import type { ComponentState, Impact } from '../../domain/page/component.ts'
import { stateByImpact } from '../../domain/page/component.ts'
import type { Page, ShownIncident, ShownMaintenance } from '../../domain/page/page.ts'
import type { Moments } from './moments.ts'
import { incidentWords, listed, maintenanceWords } from './words.ts'

/** One incident, with everything that was said about it in public. */
export function incidentPart(incident: ShownIncident, page: Page, moments: Moments) {
  const { id, name, state, impact, declaredAt, endedAt, components, updates } = incident
  return html`<li class="card ${toneOf(endedAt, impact)}" id="incident-${id}"><h3>${name}</h3>
<p class="faint">${incidentWords[state]} · began ${moments.time(declaredAt)}${endedAt ? html` · ended ${moments.time(endedAt)}` : ''}${components.length > 0 ? html` · ${impact} impact on ${titlesOf(components, page)}` : ''}</p>
<ol class="updates">${updates.map((update) => html`<li><strong>${incidentWords[update.state]}</strong> · <span class="faint">${moments.time(update.at)}</span><br>${update.text}</li>`)}</ol></li>`
}

const toneOf = (endedAt: Date | null, impact: Impact): ComponentState =>
  endedAt ? 'operational' : stateByImpact[impact]

export function maintenancePart(maintenance: ShownMaintenance, page: Page, moments: Moments) {
  const { id, components, startsAt, endsAt, endedAt, reason, state } = maintenance
  const early = state === 'completed' && endedAt && endedAt < endsAt
  return html`<li class="card maintenance" id="maintenance-${id}"><h3>Maintenance of ${titlesOf(components, page)}</h3>
<p class="faint">${maintenanceWords[state]} · ${moments.time(startsAt)} to ${moments.time(endsAt)}${early ? html`, ended ${moments.time(endedAt)}` : ''}</p>
<p>${reason}</p></li>`
}

/** A component that has left the page since goes by its name. */
export const titlesOf = (names: readonly string[], { components }: Pick<Page, 'components'>): string =>
  listed(names.map((name) => components.find((component) => component.name === name)?.title ?? name))
