import type { Outlet } from '../../src/domain/postmortem/postmortem.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { code, line, plural, time } from '../text.ts'

export const startedReply = ({ id, outlet }: { id: number; outlet: Outlet }): Reply =>
  sentenceReply(
    outlet.to === 'pull-request'
      ? `:memo: The post-mortem of incident ${id} is begun. A draft made of its facts becomes a pull request in ${code(outlet.repository)} in a moment; ${code(`/incident postmortem ${id}`)} edits it.`
      : `:memo: The post-mortem of incident ${id} is begun. You get it as a file in a moment, because ${line(outlet.because, 200)}; ${code(`/incident postmortem ${id}`)} edits it.`,
  )

export const editedReply = ({ id, changed, isLeftAlone }: Edited): Reply =>
  sentenceReply(
    changed === 0
      ? `The post-mortem of incident ${id} says what it said, so nothing was saved.`
      : `${plural(changed, 'section')} of the post-mortem of incident ${id} ${changed === 1 ? 'is' : 'are'} saved.${isLeftAlone ? ' Its file is edited on GitHub, so this does not reach it.' : ''}`,
  )

type Edited = { id: number; changed: number; isLeftAlone: boolean }

export const againReply = ({ id }: { id: number }): Reply =>
  sentenceReply(`The post-mortem of incident ${id} is published once more; its card says how that goes.`)

export const lookingReply = ({ id }: { id: number }): Reply =>
  sentenceReply(
    `Pilothouse looks whether the post-mortem of incident ${id} was merged. If it was, the incident is closed in a moment.`,
  )

export const closedReply = ({ id }: { id: number }): Reply =>
  sentenceReply(
    `:white_check_mark: Incident ${id} is closed. If it is back, type \`/incident reopen ${id}\`.`,
  )

export const reviewReply = ({ id, at }: { id: number; at: Date }): Reply =>
  sentenceReply(
    `:calendar: The post-mortem of incident ${id} is reviewed ${time(at)}. The channel gets a file for calendars.`,
  )

export const reviewedReply = ({ id }: { id: number }): Reply =>
  sentenceReply(
    `The review of the post-mortem of incident ${id} was held. Nobody is reminded of it any more.`,
  )
