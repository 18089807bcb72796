import type { KnownBlock } from '@slack/types'
import type { Runbook } from '../../src/domain/incident/runbook.ts'
import type { Reply } from '../../src/ports.ts'
import { context, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { code, line, link, list, plural, sentence, time } from '../text.ts'
import { startButton } from './card-lines.ts'

type Listed = {
  incident: { id: number; title: string }
  fitting: readonly Runbook[]
  others: readonly Runbook[]
  begun: readonly string[]
  trouble: { because: string; asOf: Date | null } | null
}

const most = 10

/** Those that fit, best first, each with a button to begin it, and the names of the others. */
export function runbooksReply({ incident, fitting, others, begun, trouble }: Listed): Reply {
  const text =
    fitting.length === 0 ? 'No runbook fits by itself' : `${plural(fitting.length, 'runbook')} may fit`
  const shown = (runbook: Runbook): KnownBlock =>
    begun.includes(runbook.name)
      ? section(`${nameOf(runbook)} · begun already`)
      : section(nameOf(runbook), startButton(incident.id, runbook.name))
  const blocks: KnownBlock[] = [
    section(`*${text}* · ${incidentTitle(incident)}`),
    ...fitting.slice(0, most).map(shown),
    ...(others.length > 0 ? [section('*All others*'), ...others.slice(0, most * 2).map(shown)] : []),
    ...(trouble ? [context(`:warning: ${troubleInWords(trouble)}`)] : []),
  ]
  return { text, blocks: withinLimits(blocks, 'message') }
}

function nameOf({ title, name, url, steps, troubles }: Runbook): string {
  const where = url ? link(url, 'file') : 'built in'
  const trouble =
    troubles.length > 0
      ? `\n:warning: ${list(
          troubles.map((each) => line(each, 120)),
          2,
        )}`
      : ''
  return `*${line(title, 100)}* · ${code(name, 60)} · ${plural(steps.length, 'step')} · ${where}${trouble}`
}

const troubleInWords = ({ because, asOf }: NonNullable<Listed['trouble']>): string =>
  `Your team’s runbooks could not be read: ${sentence(line(because, 200))} ${asOf ? `These are as of ${time(asOf)}.` : 'Those that come with Pilothouse work all the same.'}`

type Started = { id: number; name: string; title: string; isNew: boolean; trouble: string | null }

export const runbookStartedReply = ({ id, name, title, isNew, trouble }: Started): Reply =>
  sentenceReply(
    `${isNew ? `“${line(title, 100)}” is begun in incident ${id}; its steps stand in the incident’s channel.` : `“${line(title, 100)}” was begun in incident ${id} already; its steps stand in the incident’s channel.`} ${code(`/incident tick 1 of ${name}`, 120)} ticks a step, too.${trouble && isNew ? ` It is the text as last read, because your team’s runbooks could not be read now: ${sentence(line(trouble, 200))}` : ''}`,
  )

type Ticked = { title: string; step: number; isTicked: boolean; isNew: boolean; left: number }

export const stepTickedReply = ({ title, step, isTicked, isNew, left }: Ticked): Reply =>
  sentenceReply(
    `Step ${step} of “${line(title, 100)}” is ${isTicked ? 'ticked' : 'open'}${isNew ? '' : ' already, so nothing changed'}. ${left === 0 ? 'All its steps are done.' : `${plural(left, 'step is', 'steps are')} left.`}`,
  )
