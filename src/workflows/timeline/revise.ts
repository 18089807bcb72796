import { newestWords } from '../../domain/timeline/revision.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker, MessagePlace } from '../../ports.ts'
import { entriesOfSource } from '../../store/timeline/captures.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { messageSource } from './add-message.ts'

/** `editedTs` tells one edit from the next. */
export type EditedMessage = MessagePlace & { text: string; editedTs: string }

/** An edited message of a timeline gets its new words there, as an entry of their own; the old ones stay. */
export async function reviseMessage(deps: Deps, edited: EditedMessage, invoker: Invoker): Promise<void> {
  const text = tidy(edited.text) || '(a message without text)'
  await revise(deps, edited, { text, source: edited.editedTs, by: invoker })
}

/** Slack doesn't say who deleted it: its author, or whoever administers the workspace. */
export async function noteDeletion(deps: Deps, message: MessagePlace): Promise<void> {
  await revise(deps, message, { text: null, source: 'deleted', by: null })
}

async function revise(
  deps: Deps,
  message: MessagePlace,
  { text, source, by }: { text: string | null; source: string; by: Invoker | null },
): Promise<void> {
  const original = messageSource(message)
  for (const { incidentId, seq } of await entriesOfSource(deps.db, original))
    await changeIncident(deps, incidentId, async (trx) => {
      // Slack also tells of previews of links that it added; the words are the same then.
      if (text !== null && newestWords(await loadTimeline(trx, incidentId), seq) === text) return 'same'
      await recordChange(deps, trx, incidentId, {
        by,
        action: 'incident.revision',
        event: { kind: 'revision', of: seq, text },
        source: `${original}:${source}`,
      })
      return 'revised'
    })
}
