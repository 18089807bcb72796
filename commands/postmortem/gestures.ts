import { z } from 'zod'
import { actions, forms } from '../../views/actions.ts'
import { aboutForm } from '../incident/about-form.ts'
import { once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse } from '../words.ts'
import { answerPostmortem } from './answers.ts'
import * as doing from './changes.ts'
import type { PostmortemCommand } from './grammar.ts'

const pressed =
  (command: PostmortemCommand): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const id = parseId(value)
    const incident = id === null ? null : await findVisible(id, invoker, deps)
    return incident
      ? await answerPostmortem(incident, command, invoker, deps)
      : refuse({ refused: 'no-such-incident', id: value })
  }

/** Each is also a command. */
export const postmortemClicks: Record<string, Answers<Click>> = {
  [actions.postmortem]: pressed({ verb: 'postmortem', id: null, what: null }),
  [actions.lookNow]: pressed({ verb: 'postmortem', id: null, what: 'check' }),
  [actions.close]: pressed({ verb: 'close', id: null, because: null }),
  [actions.reviewed]: pressed({ verb: 'review', id: null, at: 'held' }),
}

const section = z
  .string()
  .nullish()
  .transform((text) => text ?? null)
const sections = z.object({
  ...{ summary: section, impact: section, rootCause: section },
  ...{ resolution: section, prevention: section, lessons: section },
})

const postmortem = aboutForm('postmortem', async ({ about, values, invoker, deps }, no) => {
  const edit = { id: about.incident, seen: Number(about.seen), sections: sections.parse(values) }
  return await doing.edit(edit, invoker, deps, no)
})

const close = aboutForm('close', async ({ about, values, invoker, deps }, no) =>
  doing.close({ id: about.incident, because: values.because ?? '' }, invoker, deps, no),
)

export const postmortemForms: Record<string, Answers<Submission>> = {
  [forms.postmortem.id]: once('postmortem', postmortem),
  [forms.close.id]: once('close', close),
}
