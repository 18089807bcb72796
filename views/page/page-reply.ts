import type { ComponentState } from '../../src/domain/page/component.ts'
import type { Page } from '../../src/domain/page/page.ts'
import type { Reply } from '../../src/ports.ts'
import { context, packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { code, line, link, plural, time } from '../text.ts'

const stateWords = {
  operational: ':large_green_circle: operational',
  maintenance: ':construction: under maintenance',
  unknown: ':white_circle: unknown',
  degraded: ':large_yellow_circle: degraded',
  'partial-outage': ':large_orange_circle: partial outage',
  'major-outage': ':red_circle: major outage',
} as const satisfies Record<ComponentState, string>

/** Where the public page is, and what it shows at this moment. */
export function pageReply(page: Page, address: string): Reply {
  const { state, components, incidents, maintenances, at } = page
  const open = incidents.filter(({ endedAt }) => endedAt === null).length
  const coming = maintenances.filter((one) => one.state === 'scheduled' || one.state === 'in-progress').length
  const unseen = components.filter((one) => one.state === 'unknown')
  return {
    text: `The public page: ${stateWords[state]}`,
    blocks: withinLimits(
      [
        section(`*The public page* ${link(address, address)}: ${stateWords[state]}`),
        ...packed(components.map((one) => `${stateWords[one.state]} · ${line(one.title, 80)}`)),
        section(
          `${plural(open, 'open incident')} and ${plural(coming, 'maintenance', 'maintenances')} on it.`,
        ),
        ...(unseen.length > 0
          ? packed([
              'Unknown is what no check looks at now: see `checks` and `statusPage` in pilothouse.yml.',
            ])
          : []),
        context(
          `As of ${time(at)} · as files for another host: ${code(`npm start -- export-page ${address} FOLDER`, 300)}`,
        ),
      ],
      'message',
    ),
  }
}
