import { actions, forms } from '../../views/actions.ts'
import { aboutForm } from '../incident/about-form.ts'
import { setState } from '../incident/changes.ts'
import { once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse } from '../words.ts'
import { answerCure, unlock } from './answers.ts'
import type { CureCommand } from './grammar.ts'

/** The value is the incident's number; of a rollback also that of the deployment it is about. */
const pressed =
  (commandOf: (deployment: number) => CureCommand): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const [number, deployment] = value.split(':')
    const id = parseId(number)
    const incident = id === null ? null : await findVisible(id, invoker, deps)
    if (!incident) return refuse({ refused: 'no-such-incident', id: value })
    return await answerCure(incident, commandOf(parseId(deployment) ?? 0), invoker, deps)
  }

const monitor: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = parseId(value)
  const incident = id === null ? null : await findVisible(id, invoker, deps)
  return incident
    ? await setState({ id: incident.id, state: 'monitoring' }, invoker, deps)
    : refuse({ refused: 'no-such-incident', id: value })
}

export const cureClicks: Record<string, Answers<Click>> = {
  [actions.suspects]: pressed(() => ({ verb: 'suspects', id: null })),
  [actions.cure]: pressed((deployment) => ({ verb: 'rollback', id: null, deployment })),
  [actions.liftLock]: pressed(() => ({ verb: 'unlock', id: null, because: null })),
  [actions.correlate]: pressed(() => ({ verb: 'correlate', id: null, windowMs: null })),
  [actions.monitor]: monitor,
}

const unlockForm = aboutForm('unlock', async ({ about, values, invoker, deps }, no) =>
  unlock({ id: about.incident, because: values.because ?? '' }, invoker, deps, no),
)

export const cureForms: Record<string, Answers<Submission>> = {
  [forms.unlock.id]: once('unlock', unlockForm),
}
