import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { line } from '../text.ts'

type Done = { id: number; item: string; isTicked: boolean; isNew: boolean }

export function tickedReply({ id, item, isTicked, isNew }: Done): Reply {
  const what = `“${line(item, 150)}” of deployment ${id}`
  if (!isNew)
    return sentenceReply(`${what} ${isTicked ? 'was ticked already' : 'was not ticked'}: nothing changed.`)
  return sentenceReply(
    isTicked
      ? `☑ You ticked ${what}. Your name and the time stand on its card.`
      : `☐ ${what} is open again. It does not start before somebody ticks it.`,
  )
}
