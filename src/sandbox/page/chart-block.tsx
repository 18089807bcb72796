type Point = { label?: string; x?: string; y?: number; value?: number }
type Series = { name?: string; label?: string; data?: (Point | number)[]; points?: (Point | number)[] }
type ChartBlock = {
  title?: string | { text: string }
  chart_type?: string
  series?: Series[]
  chart?: { type?: string; series?: Series[] }
}

/** A chart as numbers: whoever reads it here loses nothing, and the real picture is Slack's to draw. */
export function ChartDrawing({ block }: { block: ChartBlock }) {
  const series = block.series ?? block.chart?.series ?? []
  const title = typeof block.title === 'string' ? block.title : block.title?.text
  const kind = block.chart_type ?? block.chart?.type ?? 'chart'
  return (
    <figure class="card-block">
      <figcaption>
        <strong>{title ?? 'Chart'}</strong> <span class="muted">{kind}</span>
      </figcaption>
      {series.map((one, index) => (
        <SeriesLine key={index} series={one} />
      ))}
    </figure>
  )
}

const pointInWords = (point: Point | number): string =>
  typeof point === 'number'
    ? String(point)
    : `${point.label ?? point.x ?? ''}: ${point.y ?? point.value ?? 0}`

function SeriesLine({ series }: { series: Series }) {
  const points = series.data ?? series.points ?? []
  const values = points.map((point) => (typeof point === 'number' ? point : (point.y ?? point.value ?? 0)))
  const most = Math.max(...values, 1)
  return (
    <div class="chart-series">
      <span>{series.name ?? series.label}</span>
      <span class="chart-bars" role="img" aria-label={values.join(', ')}>
        {values.map((value, index) => (
          <span
            key={index}
            class="chart-bar"
            style={{ height: `${Math.max(4, (value / most) * 100)}%` }}
            title={String(value)}
          />
        ))}
      </span>
      <span class="muted">{points.map(pointInWords).join(' · ')}</span>
    </div>
  )
}
