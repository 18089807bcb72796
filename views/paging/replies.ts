import type { PageTarget } from '../../src/domain/paging/page.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { capital, line, time, user } from '../text.ts'
import { targetInText } from './words.ts'

type Acknowledged = { what: string; by: string; at: Date; isNew: boolean; reader: string }

/** `what` is "incident 3" or "alert 5". */
export const acknowledgedReply = ({ what, by, at, isNew, reader }: Acknowledged): Reply =>
  sentenceReply(
    isNew
      ? `:white_check_mark: You take care of ${what} now. Nobody else is paged about it.`
      : `${by === reader ? 'You have' : `${user(by)} has`} acknowledged ${what} already, ${time(at)}, so nothing changed.`,
  )

export const pagedReply = ({ id, target }: { id: number; target: PageTarget }): Reply =>
  sentenceReply(
    `${capital(targetInText(target))} is being paged about incident ${id}. If that fails, the channel is told.`,
  )

type FromAlert = { alert: number; incident: number; title: string; isDeclared: boolean; isNew: boolean }

export const fromAlertReply = ({ alert, incident, title, isDeclared, isNew }: FromAlert): Reply => {
  if (!isNew)
    return sentenceReply(`Alert ${alert} belongs to incident ${incident} already, so nothing changed.`)
  return sentenceReply(
    isDeclared
      ? `:rotating_light: Incident ${incident} is declared from alert ${alert}: ${line(title, 200)}. You lead it; its own channel opens in a moment.`
      : `Alert ${alert} is part of incident ${incident} now: ${line(title, 200)}.`,
  )
}
