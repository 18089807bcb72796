import type { ReturnTarget } from '../../src/domain/deployment/plan.ts'
import { releaseName } from '../../src/domain/deployment/release.ts'
import type { UserId } from '../../src/domain/people.ts'
import type { Reply } from '../../src/ports.ts'
import { context, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { code, line, list } from '../text.ts'
import { type Preview, previewBlocks } from './preview.ts'
import { route } from './words.ts'

type Place = { service: string; environment: string }
type Asked = Place & { requestedBy: UserId; preview: Preview }

const maxCommits = 8
const nothingDone = 'Nothing was changed and nothing was asked for.'

/** The whole plan as it would be. */
export const dryRunReply = (asked: Asked & { ref: string }): Reply =>
  dryRun(`*Dry run: ${line(route(asked), 100)} from ${code(asked.ref)}*`, asked)

type Return = { target: ReturnTarget; undoes: readonly number[] }

/** What a rollback would bring back, what it would undo, and its plan. */
export const rollbackDryRunReply = ({ choice, ...asked }: Asked & { choice: Return }): Reply =>
  dryRun(`*Dry run: roll ${line(route(asked), 100)} back*\n${returnInWords(choice)}`, asked)

function dryRun(title: string, { preview, requestedBy }: Asked): Reply {
  const blocks = [section(title), ...previewBlocks(preview, requestedBy, maxCommits), context(nothingDone)]
  return { text: nothingDone, blocks: withinLimits(blocks, 'message') }
}

function returnInWords({ target, undoes }: Return): string {
  const whose = target.deployment === null ? '' : ` of deployment ${target.deployment}`
  const undone =
    undoes.length === 0
      ? 'what is live now'
      : `${undoes.length === 1 ? 'deployment' : 'deployments'} ${list(undoes.map(String), 8)}`
  return `It would bring ${code(releaseName(target.sha))}${whose} back, and undo ${undone}.`
}
