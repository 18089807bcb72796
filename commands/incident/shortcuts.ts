import { z } from 'zod'
import { isOpen } from '../../src/domain/incident/incident.ts'
import { tidyTitle } from '../../src/domain/typed-text.ts'
import type { ShortcutMessage } from '../../src/ports.ts'
import { findIncidentOfChannel } from '../../src/store/incident/incidents.ts'
import { declareModal } from '../../views/declare/declare-modal.ts'
import { addToTimelineModal } from '../../views/timeline/add-to-timeline-modal.ts'
import type { Answers, Shortcut } from '../words.ts'
import { nothing } from '../words.ts'
import { declareChoices, openDeclareForm } from './modals.ts'
import { newFormToken } from './once.ts'
import { listVisible } from './which.ts'

const declareFromMessage: Answers<Shortcut> = async ({ message }, invoker, deps) => {
  if (!message) return openDeclareForm({}, invoker, deps)
  const view = declareModal({
    ...declareChoices(deps),
    title: tidyTitle(message.text).title,
    quoted: message.text,
    metadata: writeMessage(message),
  })
  return { answer: 'open', view }
}

const addToTimeline: Answers<Shortcut> = async ({ message }, invoker, deps) => {
  if (!message) return nothing
  const [open, here] = await Promise.all([
    listVisible(invoker, deps),
    findIncidentOfChannel(deps.db, message.channel),
  ])
  // What is remembered about a resolved incident belongs into its timeline too.
  const choices = here && !isOpen(here) ? [here, ...open] : open
  const metadata = writeMessage(message)
  const view = addToTimelineModal({ open: choices, chosen: here?.id, quoted: message.text, metadata })
  return { answer: 'open', view }
}

/** By callback id; manifest.yml must name the same ones. */
export const incidentShortcuts: Record<string, Answers<Shortcut>> = {
  declare_incident: declareFromMessage,
  declare_incident_anywhere: declareFromMessage,
  add_to_timeline: addToTimeline,
}

/** Slack takes 3,000 characters with a form. */
const longestMetadata = 2900

const messageSchema = z.object({
  channel: z.string(),
  ts: z.string(),
  text: z.string(),
  author: z.string().nullable(),
})

/** The message as it travels with a form; a long one loses its end. */
function writeMessage(message: ShortcutMessage): string {
  const { channel, ts, author } = message
  const form = newFormToken()
  let text = message.text.toWellFormed()
  for (;;) {
    const metadata = JSON.stringify({ channel, ts, author, text, form })
    if (metadata.length <= longestMetadata) return metadata
    text = `${text.slice(0, Math.min(2500, text.length - 200)).toWellFormed()}…`
  }
}

/** Null where the form was not opened from a message. */
export function readMessage(metadata: string): ShortcutMessage | null {
  try {
    return messageSchema.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}
