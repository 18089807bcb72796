import type { ActionsBlock, Button } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import { paceInWords } from '../../src/domain/updates/cadence.ts'
import type { Reply } from '../../src/ports.ts'
import { actions, paceValue } from '../actions.ts'
import { button, row } from '../blocks.ts'
import { sentenceReply } from '../reply.ts'
import { time } from '../text.ts'

const relaxActions = [actions.relax, actions.relaxMore]

/** A click each for slower updates, where they are on offer. */
export const relaxButtons = (id: number, offers: readonly number[]): Button[] =>
  relaxActions.flatMap((action, index) => {
    const every = offers[index]
    return every === undefined ? [] : [button(action, `Updates ${paceInWords(every)}`, paceValue(id, every))]
  })

/** Of a card: slower updates, or the way back where somebody chose them. */
export function paceRow(incident: Incident, offers: readonly number[]): ActionsBlock[] {
  const isRelaxed = isOpen(incident) && incident.relaxedEvery !== null
  const back = isRelaxed
    ? [button(actions.relax, 'Updates at the usual pace', paceValue(incident.id, null))]
    : []
  return row([...relaxButtons(incident.id, offers), ...back])
}

type Changed = { id: number; every: number | null; isNew: boolean; nextDueAt: Date | null }

export const cadenceReply = ({ id, every, isNew, nextDueAt }: Changed): Reply => {
  const pace = every === null ? 'as often as its severity says' : paceInWords(every)
  const next = nextDueAt
    ? `The next update is due by ${time(nextDueAt)}.`
    : 'At this severity, or in this state, none is promised.'
  return sentenceReply(
    isNew
      ? `Updates of incident ${id} are now owed ${pace}. ${next}`
      : `Updates of incident ${id} are owed ${pace} already, so nothing changed. ${next}`,
  )
}
