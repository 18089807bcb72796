import { SlackRefusal } from './refusal.ts'
import { isDict } from './rules.ts'
import type { Workspace } from './workspace.ts'

/** Refuses a message with a chart in it, as long as a person wants a workspace that has none. */
export function refuseCharts({ faults }: Workspace, blocks: unknown): void {
  if (!faults().slackWithoutCharts || !Array.isArray(blocks)) return
  const at = blocks.filter(isDict).findIndex(({ type }) => type === 'data_visualization')
  if (at >= 0)
    throw new SlackRefusal('invalid_blocks', [
      `[ERROR] unsupported type: data_visualization [json-pointer:/blocks/${at}/type]`,
    ])
}
