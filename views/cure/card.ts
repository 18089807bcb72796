import type { Button, KnownBlock } from '@slack/types'
import type { OpenIncident } from '../../src/domain/incident/incident.ts'
import type { Suspicion } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button } from '../blocks.ts'
import { liftButton } from '../gate/lock-words.ts'
import { suspectBlocks } from './suspects.ts'

const maxOnCard = 3

/** What may be the cause, on an incident's card; nothing where that was not looked for. */
export const cureBlocks = (incident: number, suspicion: Suspicion | undefined): KnownBlock[] =>
  suspicion ? suspectBlocks(incident, suspicion, maxOnCard) : []

/** The first once something was taken back, since it brings the incident on. */
export function cureButtons(
  { id, state, affects }: OpenIncident,
  suspicion: Suspicion | undefined,
): Button[] {
  const isCured = suspicion?.cures.some(({ is }) => is === 'worked') && state !== 'monitoring'
  return [
    ...(isCured ? [button(actions.monitor, 'Monitoring', String(id))] : []),
    button(actions.correlate, 'Correlate', String(id)),
    button(actions.diagnose, 'Diagnose', affects[0] ?? ''),
    ...(suspicion && suspicion.locks.length > 0 ? [liftButton(id)] : []),
  ]
}
