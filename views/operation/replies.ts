import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'

/** Said at once; how it ended follows in its place. */
export const operationReply = ({ id }: { id: number }): Reply =>
  sentenceReply(`:hourglass_flowing_sand: Operation ${id} has begun. How it ends follows in a moment.`)
