import { fileURLToPath } from 'node:url'
import type { KnownBlock } from '@slack/types'
import { context } from '../../../views/blocks.ts'
import { type ChartBlock, isChart } from '../../../views/chart.ts'
import { chartPicture } from '../../../views/chart-picture.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Chat, Log, SharedPicture } from '../../ports.ts'

type ChartParts = { shareFile: Chat['shareFile']; log: Log }

/**
 * Sends blocks to a person. A Slack that knows no charts refuses the whole message: then they go into the direct message
 * as pictures, and the rest is sent without them.
 */
export async function orAsPictures(
  parts: ChartParts,
  user: string | undefined,
  blocks: KnownBlock[],
  send: (blocks: KnownBlock[]) => Promise<unknown>,
): Promise<void> {
  const charts = blocks.filter(isChart) as unknown[] as ChartBlock[]
  try {
    await send(blocks)
  } catch (error) {
    if (charts.length === 0 || user === undefined || !isLayoutRefused(error)) throw error
    const words = (await isShared(parts, user, charts))
      ? 'Slack draws no charts here, so it is a picture in your direct message with Pilothouse.'
      : 'Slack draws no charts here, and did not take it as a picture either.'
    const rest = blocks.filter((block) => !isChart(block))
    const at = blocks.findIndex(isChart)
    await send(rest.toSpliced(at, 0, context(words)))
  }
}

const isLayoutRefused = (error: unknown): boolean =>
  error instanceof UpstreamError && error.code === 'invalid_blocks'

async function isShared(
  { shareFile, log }: ChartParts,
  user: string,
  charts: ChartBlock[],
): Promise<boolean> {
  try {
    for (const chart of charts) await shareFile(user, await pictureFile(chart))
    return true
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: error }, 'Slack took no picture of a chart')
    return false
  }
}

/** The library takes 30 MB, which hardly any team needs; the font comes along, since a server may have none. */
async function pictureFile(chart: ChartBlock): Promise<SharedPicture> {
  const { Resvg } = await import('@resvg/resvg-js')
  const font = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  const drawing = new Resvg(chartPicture(chart), {
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  })
  return { name: 'chart.png', bytes: new Uint8Array(drawing.render().asPng()), comment: chart.title }
}
