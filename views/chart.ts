import type { KnownBlock } from '@slack/types'
import { shorten } from './text.ts'

/** Charts in a message, which Slack draws; `@slack/types` does not know them yet. */
export type ChartBlock = {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'bar' | 'line'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; x_label?: string; y_label?: string }
  }
}

/** Source: https://docs.slack.dev/reference/block-kit/blocks; no message may have more than two charts. */
const most = { title: 50, label: 20, categories: 20, series: 6 }

/** Each series has one value for each category. What is over Slack's limits is left out at the beginning. */
export type Chart = {
  title: string
  type: 'bar' | 'line'
  categories: string[]
  /** What the values are, for example "minutes". */
  unit: string
  series: { name: string; values: number[] }[]
}

/** A chart as a block; none where there is nothing to draw. */
export function chartBlocks({ title, type, categories, unit, series }: Chart): KnownBlock[] {
  const labels = distinct(categories.map((each) => shorten(each, most.label))).slice(-most.categories)
  const drawn = series.slice(0, most.series).map(({ name, values }) => ({
    name: shorten(name, most.label),
    data: values
      .slice(-labels.length)
      .map((value, index) => ({ label: labels[index] ?? '', value: Math.round(value * 100) / 100 })),
  }))
  if (labels.length === 0 || drawn.length === 0) return []
  const block: ChartBlock = {
    type: 'data_visualization',
    title: shorten(title, most.title),
    chart: { type, series: drawn, axis_config: { categories: labels, y_label: unit } },
  }
  return [block as unknown as KnownBlock]
}

/** Slack tells points by their labels. */
function distinct(labels: string[]): string[] {
  return labels.map((label, index) => {
    const again = labels.slice(0, index).filter((earlier) => earlier === label).length
    return again === 0 ? label : shorten(`${again + 1}: ${label}`, most.label)
  })
}

export const isChart = (block: unknown): block is ChartBlock =>
  typeof block === 'object' && block !== null && 'type' in block && block.type === 'data_visualization'
