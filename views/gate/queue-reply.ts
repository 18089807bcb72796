import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { deploymentLine } from '../overview.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural } from '../text.ts'
import { waitLinesAhead } from './waits.ts'

type InLine = { deployment: Deployment; waits: readonly Wait[]; position: number | null }
type PlaceQueue = { environment: string; service: string; line: readonly InLine[] }
type Names = { service: string | null; environment: string | null }

/** What is under way, queued or waiting for approval, place by place, and what each waits for. */
export function queueReply(queues: readonly PlaceQueue[], names: Names): Reply {
  if (queues.length === 0)
    return sentenceReply(
      `Nothing is under way${where(names)}, and nothing waits. \`/deploy history\` lists what there was.`,
    )
  const count = queues.flatMap((queue) => queue.line).length
  const lines = queues.flatMap((queue) => [
    `*${line(queue.service, 60)} on ${line(queue.environment, 60)}*`,
    ...queue.line.flatMap(inLine),
  ])
  return { text: `${plural(count, 'deployment')} to come`, blocks: withinLimits(packed(lines), 'message') }
}

function inLine({ deployment, waits, position }: InLine): string[] {
  const place = position === null ? '' : ` · number ${position} in line`
  return [
    `${deploymentLine(deployment)}${place}`,
    ...waitLinesAhead(deployment, waits).map((words) => `>${words}`),
  ]
}

const where = ({ service, environment }: Names): string =>
  `${service ? ` for ${line(service, 60)}` : ''}${environment ? ` on ${line(environment, 60)}` : ''}`
