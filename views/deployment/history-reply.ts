import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { broughtSha } from '../../src/domain/deployment/plan.ts'
import { shortSha } from '../../src/domain/deployment/release.ts'
import type { Reply } from '../../src/ports.ts'
import { packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { deploymentLine } from '../overview.ts'
import { code, duration, list, plural, user } from '../text.ts'
import { planOf } from './words.ts'

const maxShown = 20

/** The latest deployments, newest first. `total` counts those that are not in the list, too. */
export function historyReply(deployments: readonly Deployment[], total: number): Reply {
  if (deployments.length === 0) {
    const text = 'Nothing was deployed yet. Try `/deploy web production`, or `/deploy` for a form.'
    return { text, blocks: [section(text)] }
  }
  const shown = deployments.slice(0, maxShown)
  const left = total - shown.length
  const more = left > 0 ? [`… and ${left} more`] : []
  return {
    text: `The latest ${plural(shown.length, 'deployment')}`,
    blocks: withinLimits(
      packed(['*Deployments*, newest first', ...shown.map(historyLine), ...more]),
      'message',
    ),
  }
}

function historyLine(deployment: Deployment): string {
  const plan = planOf(deployment)
  const sha = plan && broughtSha(plan)
  const commit = plan ? (sha ? code(shortSha(sha)) : 'commit unknown') : code(deployment.ref, 40)
  const started = 'startedAt' in deployment ? deployment.startedAt : null
  const took =
    started && 'endedAt' in deployment
      ? ` · took ${duration(deployment.endedAt.getTime() - started.getTime())}`
      : ''
  const approvals = 'approvals' in deployment ? deployment.approvals : []
  const by =
    approvals.length > 0
      ? ` · approved by ${list(
          approvals.map((one) => user(one.user)),
          3,
        )}`
      : ''
  return `${deploymentLine(deployment)} · ${commit}${by}${took}`
}
