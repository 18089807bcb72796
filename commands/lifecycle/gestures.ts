import { actions, type FormId, forms } from '../../views/actions.ts'
import { aboutForm } from '../incident/about-form.ts'
import { once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse } from '../words.ts'
import { answerLifecycle } from './answers.ts'
import * as doing from './changes.ts'
import { momentIn, servicesIn } from './form-values.ts'
import type { LifecycleCommand, LifecycleVerb } from './grammar.ts'

/** What a button asks for: the verb alone, so that its form opens where one is needed. */
const bare: Record<LifecycleVerb, LifecycleCommand> = {
  confirm: { verb: 'confirm', id: null },
  continue: { verb: 'continue', id: null },
  decline: { verb: 'decline', id: null, because: null },
  cancel: { verb: 'cancel', id: null, because: null },
  merge: { verb: 'merge', id: null, into: null, because: null },
  pause: { verb: 'pause', id: null, until: null, because: null },
  affects: { verb: 'affects', id: null, services: null },
  since: { verb: 'since', id: null, began: null },
}

const pressed =
  (command: LifecycleCommand): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const id = parseId(value)
    const incident = id === null ? null : await findVisible(id, invoker, deps)
    return incident
      ? await answerLifecycle(incident, command, invoker, deps)
      : refuse({ refused: 'no-such-incident', id: value })
  }

/** Behind the three dots each choice is `verb:3`. */
const chosen: Answers<Click> = async (click, invoker, deps) => {
  const [verb = '', value = ''] = click.value.split(':')
  const command = Object.hasOwn(bare, verb) ? bare[verb as LifecycleVerb] : undefined
  return command
    ? await pressed(command)({ ...click, value }, invoker, deps)
    : refuse({ refused: 'changed-meanwhile', what: 'the card' })
}

export const lifecycleClicks: Record<string, Answers<Click>> = {
  [actions.confirm]: pressed(bare.confirm),
  [actions.decline]: pressed(bare.decline),
  [actions.resume]: pressed(bare.continue),
  [actions.more]: chosen,
}

const decline = aboutForm('decline', async ({ about, values, invoker, deps }, no) => {
  const drop = { id: about.incident, as: 'declined', because: values.because ?? '' } as const
  return await doing.drop(drop, invoker, deps, no)
})

const cancel = aboutForm('cancel', async ({ about, values, invoker, deps }, no) => {
  const drop = { id: about.incident, as: 'cancelled', because: values.because ?? '' } as const
  return await doing.drop(drop, invoker, deps, no)
})

const pause = aboutForm('pause', async ({ about, values, invoker, deps }, no) => {
  const until = momentIn(values.until)
  return await doing.pause({ id: about.incident, until, because: values.because ?? '' }, invoker, deps, no)
})

const merge = aboutForm('merge', async ({ about, values, invoker, deps }, no) => {
  const into = parseId(values.into)
  if (into === null) return no({ refused: 'empty-text', what: 'the other incident' })
  return await doing.merge({ id: about.incident, into, because: values.because ?? '' }, invoker, deps, no)
})

const affects = aboutForm('affects', async ({ about, values, invoker, deps }, no) => {
  const services = servicesIn(values.services, deps.config)
  const seen = about.seen?.split(',').filter(Boolean)
  return await doing.affects({ id: about.incident, services, seen }, invoker, deps, no)
})

const since = aboutForm('since', async ({ about, values, invoker, deps }, no) => {
  const at = momentIn(values.began)
  if (!at) return no({ refused: 'empty-text', what: 'the time' })
  return await doing.began({ id: about.incident, at }, invoker, deps, no)
})

const submissions: [FormId, Answers<Submission>][] = Object.entries({
  decline,
  cancel,
  pause,
  merge,
  affects,
  since,
}) as [FormId, Answers<Submission>][]

export const lifecycleForms: Record<string, Answers<Submission>> = Object.fromEntries(
  submissions.map(([form, answers]) => [forms[form].id, once(form, answers)]),
)
