import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { incidentTitle, level } from '../incident/words.ts'
import { clip, limits, withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { ago, channel, line } from '../text.ts'
import { severityMeaning } from './severity-words.ts'

type Declared = {
  id: number
  title: string
  severity: string
  policy: SeverityPolicy
  isPrivate: boolean
  isTriage: boolean
  announcedIn: string
}

export const declaredReply = (declared: Declared): Reply => {
  const { id, title, severity, policy, isPrivate, isTriage, announcedIn } = declared
  const shown = line(level(severity), 20)
  const where = isPrivate
    ? ':lock: It is private: it is announced nowhere, and its own channel opens in a moment for you and those who are on call.'
    : `It is announced in ${channel(announcedIn)}, and its own channel opens in a moment.`
  const meaning = isTriage
    ? `It is not confirmed yet: until somebody confirms it (\`/incident confirm ${id}\`), no update is owed and nobody is paged.`
    : `${shown} means: ${severityMeaning(policy)}`
  return sentenceReply(
    `:rotating_light: Incident ${id} is declared, ${shown}: ${line(title, 200)}. You lead it. ${where} ${meaning}`,
  )
}

type LooksTheSame = {
  like: { id: number; title: string; declaredAt: Date; channel: string | null }
  in: readonly string[]
  held: number
}

/** The choice where an open incident looks the same; what was typed is kept until it is made. */
export const alikeReply = ({ like, in: shared, held }: LooksTheSame): Reply => {
  const said = `:eyes: Incident ${like.id} looks the same (${line(shared.join(', '), 80)}, ${ago(like.declaredAt)}), so nothing was declared yet.`
  const where = like.channel ? ` in ${channel(like.channel)}` : ''
  return {
    text: clip(said, limits.fallbackText),
    blocks: withinLimits(
      [
        section(
          `${said}\n*${incidentTitle(like)}*${where}\nIs it the same? Join it, and what you typed goes into its timeline. If it is another, declare it anyway.`,
        ),
        ...row([
          button(actions.join, 'Join it', `${like.id}:${held}`, { style: 'primary' }),
          button(actions.declareAnyway, 'Declare anyway', String(held)),
        ]),
      ],
      'message',
    ),
  }
}

type Joined = { id: number; channel: string | null; isNew: boolean; isNoted: boolean }

export const joinedReply = ({ id, channel: where, isNew, isNoted }: Joined): Reply => {
  const place = where ? channel(where) : 'its channel as soon as it is open'
  const invited = isNew ? `You are invited to ${place}` : `You belong to incident ${id} already`
  return sentenceReply(`${invited}.${isNoted ? ` What you typed is in the timeline of incident ${id}.` : ''}`)
}
