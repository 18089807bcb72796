import type { Message } from '../domain/message.ts'
import type { Deps } from '../ports.ts'
import { loadDeployment } from '../store/deployment/deployments.ts'
import { type StoredPost, storedPost } from '../store/documents.ts'
import { loadCorrection } from '../store/measure/corrections.ts'
import type { Row } from '../store/tables.ts'
import { composeAlertMessage } from './alerts/compose.ts'
import { placeOf } from './deployment/target.ts'
import { composeDiagnosticMessage } from './diagnostics/compose.ts'
import { shownSuspects } from './flags/shown-suspects.ts'
import { shownWaits } from './gate/waits.ts'
import { composeIncidentMessage } from './incident/compose.ts'
import { composeOperationMessage } from './operation/compose.ts'
import { showsPin } from './rollback/pins.ts'

/** Turns a row into what is to be shown now: cards from the newest state, posts from what they are about. */
export async function composeMessage(deps: Deps, row: Row<'messages'>): Promise<Message> {
  const { kind, id } = parseSubject(row.subject)
  const post = row.content === null ? null : storedPost.parse(row.content)
  if (post?.purpose === 'lock-taken') return post
  if (kind === 'deployment') return await composeDeploymentMessage(deps, post, id)
  if (kind === 'alert') return await composeAlertMessage(deps, post, id)
  if (kind === 'correction') return await composeCorrectionCard(deps, id)
  if (kind === 'diagnostic') return await composeDiagnosticMessage(deps, id)
  if (kind === 'operation') return await composeOperationMessage(deps, post, id)
  return await composeIncidentMessage(deps, row.purpose, id, post)
}

export function parseSubject(subject: string): { kind: string; id: number } {
  const [kind = '', id = ''] = subject.split(':')
  return { kind, id: Number(id) }
}

async function composeCorrectionCard({ db }: Deps, id: number): Promise<Message> {
  const correction = await loadCorrection(db, id)
  if (!correction) throw new Error(`Correction ${id} of a message does not exist.`)
  return { purpose: 'correction-card', correction }
}

async function composeDeploymentMessage(deps: Deps, post: StoredPost | null, id: number): Promise<Message> {
  const deployment = await loadDeployment(deps.db, id)
  if (!deployment) throw new Error(`Deployment ${id} of a message does not exist.`)
  const { channel, url } = placeOf(deps.config, deployment)
  if (post?.purpose === 'break-glass') return { ...post, deployment, channel }
  const waits = await shownWaits(deps, deployment)
  if (post?.purpose === 'deployment-answer') return { ...post, deployment, channel, waits }
  const suspects = await shownSuspects(deps, deployment)
  const isPinned = await showsPin(deps, deployment)
  return { purpose: 'deployment-card', deployment, environmentUrl: url, waits, suspects, isPinned }
}
