import type { ExaminedPart } from '../../src/domain/status/finding.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { examine } from '../../src/workflows/doctor/examine.ts'
import { sentenceReply } from '../../views/reply.ts'
import { doctorReply } from '../../views/status/doctor.ts'

/** `/status doctor`: looks at everything Pilothouse stands on; its progress shows in the direct message. */
export function answerDoctor(_rest: string, invoker: Invoker, deps: Deps): Answer {
  return {
    answer: 'reply',
    reply: sentenceReply(
      'Pilothouse looks at its permissions, its providers, its database and its clocks. Your direct message with it shows how far it is; the result comes here, too.',
    ),
    later: async () => {
      const progress = showing(invoker, deps)
      const parts = await examine(deps, invoker, progress.show)
      await progress.end(parts)
      return doctorReply(parts, deps.now())
    },
  }
}

type Progress = {
  show(parts: readonly ExaminedPart[]): void
  end(parts: readonly ExaminedPart[]): Promise<void>
}

/** One message that is edited, one edit after the other; of what came meanwhile the newest wins. Slack away stops nothing. */
function showing({ user }: Invoker, { chat, log, now }: Deps): Progress {
  let ts: string | null = null
  let wanted: readonly ExaminedPart[] | null = null
  let running: Promise<void> | null = null
  const catchUp = async () => {
    while (wanted !== null) {
      const parts = wanted
      wanted = null
      try {
        ts = await chat.show(user, doctorReply(parts, now()), ts)
      } catch (error) {
        log.warn({ err: error }, 'The progress of an examination could not be shown')
      }
    }
    running = null
  }
  const show = (parts: readonly ExaminedPart[]) => {
    wanted = parts
    running ??= catchUp()
  }
  return {
    show,
    async end(parts) {
      show(parts)
      await running
    },
  }
}
