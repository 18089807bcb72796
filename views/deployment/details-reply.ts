import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import type { Reply } from '../../src/ports.ts'
import { withinLimits } from '../limits.ts'
import { detailsModal } from './details-modal.ts'
import { titleOf } from './words.ts'

/** The same as the Details button opens, for those who typed the command. */
export const detailsReply = (deployment: Deployment, waits: readonly Wait[]): Reply => ({
  text: titleOf(deployment),
  blocks: withinLimits(detailsModal(deployment, waits).blocks, 'message'),
})
