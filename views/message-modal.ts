import type { ModalView } from '@slack/types'
import { reading, section } from './blocks.ts'

/** A title and sentences of mrkdwn, for example a refusal where a form cannot be shown. */
export const messageModal = (title: string, sentences: readonly string[]): ModalView =>
  reading(
    title,
    sentences.map((text) => section(text)),
  )
