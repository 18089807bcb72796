import type { KnownBlock } from '@slack/types'
import type { Measured } from '../../src/domain/incident/incident-metrics.ts'
import type { Period } from '../../src/domain/period.ts'
import type { Delivery } from '../../src/domain/status/delivery.ts'
import type { ErrorBudget } from '../../src/domain/status/objectives.ts'
import type { Reply } from '../../src/ports.ts'
import { context, header, packed, section } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { percent } from '../status/component.ts'
import { duration, plural, shorten, time } from '../text.ts'
import { figureInWords } from './words.ts'

type ServiceUptime = {
  service: string
  budget: ErrorBudget | null
  isPromised: boolean
  days: readonly { day: string; up: number; down: number }[]
}

type Facts = {
  period: Period
  uptimes: readonly ServiceUptime[]
  delivery: Delivery
  incidents: Measured
}

const dayMs = 86_400_000

/** How production did in a period: uptime against its target, deliveries, repairs, and charts that say what of. */
export function productionReply({ period, uptimes, delivery, incidents }: Facts): Reply {
  const days = Math.round((period.until.getTime() - period.from.getTime()) / dayMs)
  const { releases } = delivery
  return {
    text: `Production in ${plural(days, 'day')}: ${plural(releases, 'release')}, ${plural(incidents.metrics.all.incidents, 'incident')}`,
    blocks: [
      header('How production does'),
      section(`From ${time(period.from)} until ${time(period.until)}.`),
      uptimeTable(uptimes),
      ...packed(deliveryLines(delivery)),
      ...packed(repairLines(incidents)),
      ...uptimeChart(uptimes, days),
      ...deliveryChart(delivery, days),
      context(howMeant),
    ],
  }
}

function uptimeTable(uptimes: readonly ServiceUptime[]): KnownBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: shorten(text, 120) })
  const titles = ['Service', 'Uptime', 'Error budget left', 'Last 24 h']
  return {
    type: 'table',
    rows: [
      titles.map(cell),
      ...uptimes
        .slice(0, 50)
        .map(({ service, ...uptime }) => [service, ...uptimeCells(uptime)].map((text) => cell(text))),
    ],
    column_settings: titles.map(() => ({ align: 'left', is_wrapped: true })),
  }
}

function uptimeCells({ budget, isPromised }: Pick<ServiceUptime, 'budget' | 'isPromised'>): string[] {
  if (budget === null) return ['unknown: nobody looked', 'unknown', 'unknown']
  const { uptime, target, left, burn, looks } = budget
  const seen = `${percent(uptime)} of ${looks} looks`
  if (!isPromised) return [seen, 'no target', 'no target']
  const used = left < 0 ? `overdrawn: ${times(1 - left)} what it allows` : percent(left)
  return [`${seen}, target ${percent(target)}`, used, burnInWords(burn)]
}

/** "Burns 3.2 times as fast as it may". */
function burnInWords(burn: number | null): string {
  if (burn === null) return 'unknown: nobody looked'
  if (burn === 0) return 'nothing burnt'
  return `burns ${times(burn)} as fast as it may`
}

const times = (factor: number): string => `${factor < 10 ? factor.toFixed(1) : Math.round(factor)} times`

function deliveryLines({ releases, perWeek, leadTime, failed, rollbacks }: Delivery): string[] {
  if (releases === 0) return ['*Deliveries:* no release reached production.', migrationLine]
  const { medianMs, p90Ms, known } = leadTime
  const often = perWeek === null ? '' : `, ${perWeek.toFixed(1)} a week`
  return [
    `*Deployment frequency:* ${plural(releases, 'release')} to production${often}`,
    `*Lead time, commit to verified:* ${medianMs === null || p90Ms === null ? 'unknown: no commit’s time is known' : `${duration(medianMs)}, p90 ${duration(p90Ms)} (${plural(known, 'commit')})`}`,
    `*Change failure rate:* ${percent(failed / releases)} (${failed} of ${releases}); rollbacks: ${rollbacks}`,
    migrationLine,
  ]
}

const migrationLine = '*Migration safety:* no migrations yet.'

function repairLines({ metrics, promises }: Measured): string[] {
  const { incidents, figures } = metrics.all
  const { kept, late, held } = promises
  const owed = kept + late + held
  return [
    incidents === 0
      ? '*Time to restore:* no incident.'
      : `*Time to restore:* ${figureInWords(figures.repair)} · *detect:* ${figureInWords(figures.detect)} · *acknowledge:* ${figureInWords(figures.acknowledge)}`,
    owed === 0
      ? '*Updates promised:* none came due.'
      : `*Updates promised:* ${kept} of ${owed} on time; ${late} late, ${held} automatic`,
  ]
}

/** Days on which nobody looked have no point: nobody knows how they were. */
function uptimeChart(uptimes: readonly ServiceUptime[], days: number): KnownBlock[] {
  const seen = uptimes.filter((one) => one.days.length > 1)
  const categories = [...new Set(seen.flatMap((one) => one.days.map(({ day }) => day)))].sort()
  const whole = seen.filter((one) => one.days.length === categories.length)
  const looks = whole.flatMap((one) => one.days).reduce((sum, { up, down }) => sum + up + down, 0)
  if (whole.length === 0) return []
  return chartBlocks({
    title: `Uptime by day (${looks} looks, ${days} d)`,
    type: 'line',
    unit: 'percent',
    categories: categories.map((day) => day.slice(5)),
    series: whole.map(({ service, days: all }) => ({
      name: service,
      values: all.map(({ up, down }) => (up + down === 0 ? 0 : (up / (up + down)) * 100)),
    })),
  })
}

const deliveryChart = ({ weeks, releases }: Delivery, days: number): KnownBlock[] =>
  chartBlocks({
    title: `Releases by week (n ${releases}, ${days} d)`,
    type: 'bar',
    unit: 'releases',
    categories: weeks.map(({ monday }) => monday),
    series: [
      { name: 'Good', values: weeks.map(({ good }) => good) },
      { name: 'Failed', values: weeks.map(({ bad }) => bad) },
    ],
  })

const howMeant =
  'Uptime is the share of looks that found a service’s checks well; looks that could not tell count as neither. The error budget is what the target lets fail. A release failed where production did not verify it, or the next thing done there was a rollback. Weeks begin on Monday, days and weeks are in UTC. `/incident metrics` says more of incidents.'
