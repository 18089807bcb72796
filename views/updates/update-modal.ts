import type { KnownBlock, ModalView } from '@slack/types'
import { type Incident, openStates } from '../../src/domain/incident/incident.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { longestPublicText } from '../../src/domain/updates/public-update.ts'
import { draftOf } from '../../src/domain/updates/update-draft.ts'
import { choiceField, context, form, packed, section, textField } from '../blocks.ts'
import { incidentTitle, level, nextUpdate, openFor, stateMeanings, stateWords } from '../incident/words.ts'
import { capital, line } from '../text.ts'
import { entryLine } from '../timeline/entries.ts'

/** `since` is the timeline since the update before, oldest first. */
export type UpdateForm = {
  incident: Incident
  since: readonly TimelineEntry[]
  /** What the last update said of the impact, which may still hold. */
  impact: string | null
  /** Whether words for the public page may be suggested too. */
  goesPublic: boolean
}

const maxEntries = 8

/** A status update: a draft from what is known, to be put right by whoever posts it. */
export const updateModal = ({ incident, since, impact, goesPublic }: UpdateForm): ModalView =>
  form(
    'update',
    { title: `Update · incident ${incident.id}`, submit: 'Post', metadata: String(incident.id) },
    [
      ...known(incident, since),
      textField({
        name: 'whatChanged',
        label: 'What changed?',
        placeholder: 'We rolled back; errors are falling',
        initial: draftOf(since),
        isLong: true,
        max: 2000,
      }),
      textField({
        name: 'impact',
        label: 'Impact now',
        placeholder: 'One checkout in five still fails',
        initial: impact ?? undefined,
        isOptional: true,
        max: 1000,
      }),
      textField({
        name: 'nextStep',
        label: 'Next step',
        placeholder: 'Watch the error rate for 10 minutes',
        isOptional: true,
        max: 1000,
      }),
      stateField(incident),
      ...(goesPublic ? [publicField] : []),
    ],
  )

function known(incident: Incident, since: readonly TimelineEntry[]): KnownBlock[] {
  const left = since.length - maxEntries
  const lines = [...(left > 0 ? [`… and ${left} earlier`] : []), ...since.slice(-maxEntries).map(entryLine)]
  return [
    section(
      `*${incidentTitle(incident)}*\n${line(level(incident.severity), 20)} · ${stateWords[incident.state]} · ${openFor(incident)}`,
    ),
    ...packed(
      lines.length > 0
        ? ['*Since the last update*', ...lines]
        : ['Nothing is in the timeline since the last update.'],
    ),
    context(`Next update ${nextUpdate(incident)}. Posting one now restarts the clock.`),
  ]
}

const stateField = (incident: Incident) =>
  choiceField({
    name: 'state',
    label: 'State',
    choices: openStates.map((state) => ({
      value: state,
      label: capital(stateWords[state]),
      description: stateMeanings[state],
    })),
    chosen: incident.state,
  })

const publicField = textField({
  name: 'publicText',
  label: 'Words for the public page',
  placeholder: 'Some payments fail. We know why, and are putting it right.',
  hint: 'Shown there once somebody who may has published them.',
  isOptional: true,
  isLong: true,
  max: longestPublicText,
})
