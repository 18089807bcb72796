import { subDays } from 'date-fns/subDays'
import { startOfPeriod } from '../../src/domain/check/rollup.ts'
import type { ComponentState } from '../../src/domain/page/component.ts'
import { historyOf } from '../../src/domain/page/history.ts'
import { type Page, pageState, type ShownComponent } from '../../src/domain/page/page.ts'

export const madeAt = new Date('2026-11-23T03:00:00Z')

const longWord = 'a-very-long-name-that-nobody-should-have-given-to-anything-'.repeat(3)

/** Looks of one day: 288, of which some failed. */
const day = (at: Date, ago: number, down: number) => ({
  startsAt: startOfPeriod('day', subDays(at, ago)),
  up: 288 - down,
  down,
})

function component(name: string, state: ComponentState, rest: Partial<ShownComponent> = {}): ShownComponent {
  return {
    ...{ name, title: name, state, checks: [], services: [], history: historyOf([], madeAt) },
    ...rest,
  }
}

/** A page in every state at once, as wide as names can make it. `at` is when it says that it was made. */
export function fullPage(at: Date = madeAt): Page {
  const looks = Array.from({ length: 80 }, (_, ago) =>
    day(at, ago, ago === 3 ? 100 : ago === 9 ? 30 : ago === 20 ? 2 : 0),
  )
  const components = [
    component('shop', 'operational', {
      ...{ title: 'Shop', description: 'Browsing and buying', history: historyOf(looks, at) },
    }),
    component('search', 'degraded', { title: 'Search', history: historyOf(looks, at) }),
    component('checkout', 'partial-outage', { title: longWord, description: `${longWord} ${longWord}` }),
    component('payments', 'major-outage', { title: 'Payments', group: 'Behind the scenes' }),
    component('database', 'maintenance', { title: 'Database', group: 'Behind the scenes' }),
    component('mail', 'unknown', { title: 'Mail', group: 'Behind the scenes' }),
  ]
  const said = (id: number, text: string) => ({
    id,
    at: subDays(at, 1),
    state: 'investigating' as const,
    text,
  })
  const incidents = [
    {
      ...{
        id: 3,
        name: `Trouble with ${longWord}`,
        state: 'investigating' as const,
        impact: 'major' as const,
      },
      ...{ declaredAt: subDays(at, 1), endedAt: null, components: ['checkout'] },
      updates: [said(2, `We look into it: ${longWord}`), said(1, 'Some <b>payments</b> fail.')],
    },
    {
      ...{ id: 2, name: 'Trouble with Shop', state: 'resolved' as const, impact: 'minor' as const },
      ...{
        declaredAt: subDays(at, 9),
        endedAt: subDays(at, 8),
        components: ['shop'],
        updates: [said(0, 'It was slow.')],
      },
    },
  ]
  const work = {
    announcedAt: subDays(at, 2),
    reason: 'The database moves.',
    components: ['database', 'mail'],
  }
  return {
    policy: {
      ...{ title: 'Harbour Goods status', path: '/status', timeZone: 'Europe/Berlin', components },
      colours: { light: '#0b5c3f', dark: '#7ddcb5' },
    },
    ...{ at, components, incidents, state: pageState(components, incidents) },
    maintenances: [
      {
        ...work,
        id: 1,
        startsAt: subDays(at, 1),
        endsAt: subDays(at, -1),
        state: 'in-progress',
        endedAt: null,
      },
      {
        ...work,
        id: 2,
        startsAt: subDays(at, -1),
        endsAt: subDays(at, -2),
        state: 'scheduled',
        endedAt: null,
      },
      {
        ...work,
        id: 3,
        startsAt: subDays(at, 3),
        endsAt: subDays(at, 2),
        state: 'completed',
        endedAt: subDays(at, 2),
      },
    ],
  }
}

/** A page of which nothing is known yet. */
export function emptyPage(): Page {
  const components = [component('shop', 'unknown', { title: 'Shop' })]
  return { ...fullPage(), components, incidents: [], maintenances: [], state: 'unknown' }
}
