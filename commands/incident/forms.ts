import { z } from 'zod'
import type { Refusal } from '../../src/domain/refusal.ts'
import { forms } from '../../views/actions.ts'
import { cureForms } from '../cure/gestures.ts'
import { submitDeclare } from '../declare/form.ts'
import { lifecycleForms } from '../lifecycle/gestures.ts'
import { postmortemForms } from '../postmortem/gestures.ts'
import { roleForms } from '../roles/answers.ts'
import { taskForms } from '../tasks/answers.ts'
import { timelineForms } from '../timeline/answers.ts'
import type { Answers, Submission } from '../words.ts'
import { parseId } from '../words.ts'
import { aboutForm } from './about-form.ts'
import * as doing from './changes.ts'
import { once } from './once.ts'
import { readMessage } from './shortcuts.ts'
import { findVisible } from './which.ts'

const typed = z.string().default('')
const optional = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null)
const openState = z.enum(['investigating', 'identified', 'monitoring'])

const updateFields = z.object({
  whatChanged: typed,
  impact: optional,
  nextStep: optional,
  state: openState.optional().catch(undefined),
  publicText: optional,
})
const resolveFields = z.object({
  ...{ summary: typed, impact: optional, mitigation: optional, rootCause: optional },
  ...{ permanentFix: optional, prevention: optional, anyway: optional },
})
const severityFields = z.object({ severity: typed, because: optional })

const update = aboutForm('update', async ({ about, values, invoker, deps }, no) => {
  const { state, ...written } = updateFields.parse(values)
  const change = state && { to: state, seen: about.seen ?? state }
  return await doing.update({ id: about.incident, ...written, state: change }, invoker, deps, (refusal) =>
    isAboutPublic(refusal) ? doing.refuseUnder('publicText')(refusal) : no(refusal),
  )
})

const isAboutPublic = ({ refused }: Refusal): boolean =>
  refused === 'not-public' || refused === 'public-text-too-long'

const note = aboutForm('note', async ({ about, values, invoker, deps }, no) =>
  doing.note({ id: about.incident, text: values.text ?? '' }, invoker, deps, no),
)

const severity = aboutForm('severity', async ({ about, values, invoker, deps }, no) => {
  const change = { id: about.incident, seen: about.seen, ...severityFields.parse(values) }
  return await doing.setSeverity(change, invoker, deps, no)
})

const resolve = aboutForm('resolve', async ({ about, values, invoker, deps }, no) => {
  const { summary, anyway, ...report } = resolveFields.parse(values)
  const resolution = { id: about.incident, summary, anyway, report }
  return await doing.resolve(resolution, invoker, deps, (refusal) =>
    refusal.refused === 'not-ready-to-resolve' ? doing.refuseUnder('anyway')(refusal) : no(refusal),
  )
})

const reopen = aboutForm('reopen', async ({ about, values, invoker, deps }, no) =>
  doing.reopen({ id: about.incident, because: values.because ?? '' }, invoker, deps, no),
)

const addToTimeline: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const no = doing.refuseUnder('incident')
  const message = readMessage(metadata)
  const id = parseId(values.incident)
  if (!message || id === null) return no({ refused: 'changed-meanwhile', what: 'this form' })
  if (!(await findVisible(id, { ...invoker, channel: message.channel }, deps)))
    return no({ refused: 'no-such-incident', id: String(id) })
  return await doing.addToTimeline({ id, message, note: values.note ?? null }, invoker, deps, no)
}

/** What the forms of incidents do, by callback id. */
export const incidentForms: Record<string, Answers<Submission>> = {
  [forms.declare.id]: once('declare', submitDeclare),
  [forms.update.id]: once('update', update),
  [forms.note.id]: once('note', note),
  [forms.severity.id]: once('severity', severity),
  [forms.resolve.id]: once('resolve', resolve),
  [forms.reopen.id]: once('reopen', reopen),
  ...roleForms,
  ...taskForms,
  ...timelineForms,
  [forms['add-to-timeline'].id]: once('add-to-timeline', addToTimeline),
  ...lifecycleForms,
  ...cureForms,
  ...postmortemForms,
}
