import type { ModalView } from '@slack/types'
import { type Section, writtenSections } from '../../src/domain/postmortem/postmortem.ts'
import { isMissing } from '../../src/domain/postmortem/sections.ts'
import { context, form, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { code } from '../text.ts'

export type PostmortemForm = {
  incident: { id: number; title: string }
  sections: Record<Section, string>
  /** Sections that people wrote in; the others are made of facts. */
  written: readonly Section[]
  isLeftAlone: boolean
}

const labels = {
  summary: 'Summary',
  impact: 'Impact',
  rootCause: 'Root cause',
  resolution: 'Resolution',
  prevention: 'Prevention',
  lessons: 'Lessons',
} as const satisfies Record<Section, string>

const hints = {
  summary: 'What happened, in two sentences for somebody who was not there.',
  impact: 'Who could not do what, how many, and for how long.',
  rootCause: 'Why it could happen: ask why until the answer is something that can be changed.',
  resolution: 'What stopped the harm, and what repairs it for good.',
  prevention: 'What keeps it, and what is like it, from coming back.',
  lessons: 'What went well, what went badly, and where we were lucky.',
} as const satisfies Record<Section, string>

function originOf(text: string, isWritten: boolean): string {
  if (isMissing(text)) return ' Nobody has said so far.'
  return isWritten ? '' : ' Made of facts so far.'
}

/** The parts of a post-mortem that only people can write; the rest is made of facts. Markdown. */
export function postmortemModal({ incident, sections, written, isLeftAlone }: PostmortemForm): ModalView {
  const { id } = incident
  const alone = isLeftAlone
    ? '\n:warning: Somebody edits the file on GitHub, so what you write here does not reach it any more.'
    : ''
  return form('postmortem', { title: `Post-mortem ${id}`, submit: 'Save', metadata: String(id) }, [
    section(`*${incidentTitle(incident)}*\nMarkdown. A field that you empty tells the facts again.${alone}`),
    ...writtenSections.map((name) =>
      textField({
        name,
        label: labels[name],
        hint: `${hints[name]}${originOf(sections[name], written.includes(name))}`,
        initial: isMissing(sections[name]) ? '' : sections[name],
        isOptional: true,
        isLong: true,
        max: 3000,
      }),
    ),
    context(
      `Times, timeline, deployments, updates and people are made of facts. ${code(`/incident action ${id} what is to be done`)} adds an action item.`,
    ),
  ])
}
