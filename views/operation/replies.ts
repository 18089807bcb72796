import type { AskedOperation } from '../../src/domain/operation/operation.ts'
import { taskInWords } from '../../src/domain/operation/words.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { line } from '../text.ts'

/** Said at once; how it ended follows in its place. */
export const operationReply = ({ id, ...asked }: AskedOperation): Reply =>
  sentenceReply(
    `:hourglass_flowing_sand: Operation ${id} has begun: ${line(taskInWords(asked), 200)}. How it ends follows in a moment.`,
  )
