import type { Answer, Deps, Gesture, Invoker } from '../../src/ports.ts'
import { captureReaction } from '../../src/workflows/timeline/capture.ts'
import { noteDeletion, reviseMessage } from '../../src/workflows/timeline/revise.ts'
import { nothing } from '../words.ts'

type Heard = Extract<Gesture, { kind: 'reaction' | 'edit' | 'deletion' }>

/** What happens to messages, as far as timelines care. Nobody waits for an answer. */
export async function listen(gesture: Heard, invoker: Invoker, deps: Deps): Promise<Answer> {
  if (gesture.kind === 'reaction') await captureReaction(deps, gesture, invoker)
  if (gesture.kind === 'edit') await reviseMessage(deps, gesture, invoker)
  if (gesture.kind === 'deletion') await noteDeletion(deps, gesture)
  return nothing
}
