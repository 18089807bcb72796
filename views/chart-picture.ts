import type { ChartBlock } from './chart.ts'

/*
 * The same chart as a picture, for a Slack that doesn't draw it. Colours keep a contrast of 3:1 on white, see
 * https://www.w3.org/TR/WCAG22/#non-text-contrast.
 */

const colours = ['#1264a3', '#b3541e', '#2c7a4b', '#7a3fa0', '#a3123d', '#5c5c5c']
const [width, height] = [900, 480]
const frame = { left: 80, right: 870, top: 100, bottom: 400 }
const font = 'font-family="DejaVu Sans"'

/** An SVG of the chart with its title, axes, values and legend. */
export function chartPicture({ title, chart }: ChartBlock): string {
  const { categories, y_label: unit = '' } = chart.axis_config
  const highest = Math.max(...chart.series.flatMap(({ data }) => data.map(({ value }) => value)), 0)
  const top = niceTop(highest)
  const yOf = (value: number) => frame.bottom - (value / top) * (frame.bottom - frame.top)
  const step = (frame.right - frame.left) / Math.max(1, categories.length)
  const draw = chart.type === 'bar' ? bars : line
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(title, { x: frame.left, y: 36, size: 22 }),
    ...legend(chart.series.map(({ name }) => name)),
    ...grid(top, yOf, unit),
    ...categories.map((label, index) =>
      text(label, { x: frame.left + step * (index + 0.5), y: frame.bottom + 24, anchor: 'middle' }),
    ),
    ...chart.series.flatMap(({ data }, index) =>
      draw(
        data.map(({ value }) => value),
        { index, count: chart.series.length, step, yOf },
      ),
    ),
    '</svg>',
  ].join('\n')
}

type Placed = { index: number; count: number; step: number; yOf: (value: number) => number }

function bars(values: number[], { index, count, step, yOf }: Placed): string[] {
  const wide = (step * 0.7) / count
  return values.flatMap((value, at) => {
    const x = frame.left + step * (at + 0.15) + wide * index
    const rect = `<rect x="${fixed(x)}" y="${fixed(yOf(value))}" width="${fixed(wide - 2)}" height="${fixed(frame.bottom - yOf(value))}" fill="${colourOf(index)}"/>`
    const label = { x: x + wide / 2, y: yOf(value) - 6, size: 12, anchor: 'middle' } as const
    return [rect, text(String(value), label)]
  })
}

function line(values: number[], { index, step, yOf }: Placed): string[] {
  const points = values.map((value, at) => [frame.left + step * (at + 0.5), yOf(value)] as const)
  const path = points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ')
  return [
    `<polyline points="${path}" fill="none" stroke="${colourOf(index)}" stroke-width="3"/>`,
    ...points.map(([x, y]) => `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="4" fill="${colourOf(index)}"/>`),
  ]
}

function grid(top: number, yOf: (value: number) => number, unit: string): string[] {
  const lines = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const y = fixed(yOf(top * share))
    const rule = `<line x1="${frame.left}" x2="${frame.right}" y1="${y}" y2="${y}" stroke="#d0d0d0"/>`
    return [rule, text(fixed(top * share), { x: frame.left - 10, y: Number(y) + 5, anchor: 'end' })]
  })
  return [...lines, text(unit, { x: frame.left, y: frame.bottom + 54 })]
}

const legend = (names: string[]): string[] =>
  names.flatMap((name, index) => {
    const x = frame.left + index * 130
    return [
      `<rect x="${x}" y="54" width="14" height="14" fill="${colourOf(index)}"/>`,
      text(name, { x: x + 20, y: 66 }),
    ]
  })

/** The next of 1, 2, 4, 8, 10, 20 … that is not below. */
function niceTop(highest: number): number {
  if (highest <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(highest))
  return [1, 2, 4, 8, 10].map((step) => step * power).find((step) => step >= highest) ?? highest
}

type Place = { x: number; y: number; size?: number; anchor?: 'start' | 'middle' | 'end' }

const text = (words: string, { x, y, size = 14, anchor = 'start' }: Place): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" ${font} font-size="${size}" text-anchor="${anchor}" fill="#1d1c1d">${escaped(words)}</text>`

const escaped = (words: string): string =>
  words
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const colourOf = (index: number): string => colours[index % colours.length] ?? '#1264a3'
const fixed = (value: number): string => String(Math.round(value * 100) / 100)
