import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { attest, takeReadiness } from '../../src/workflows/status/readiness.ts'
import { actions, forms } from '../../views/actions.ts'
import { attestedReply, attestModal, readinessReply } from '../../views/status/readiness.ts'
import { refuseUnder } from '../incident/changes.ts'
import { takeWord, withoutBecause } from '../incident/typed.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { refuse, reply } from '../words.ts'

/** `/status readiness`: the checklist with its score. */
export async function answerReadiness(_rest: string, _invoker: Invoker, deps: Deps): Promise<Answer> {
  return reply(readinessReply(await takeReadiness(deps), deps.now()))
}

/** `/status attest restore-test because …`; the form where no reason was typed. */
export async function answerAttest(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const [item, said] = takeWord(rest)
  const because = withoutBecause(said)
  if (because === '' && item !== '') return openAttestForm(item, deps)
  return await attestItem({ item, because }, invoker, deps, refuse)
}

function openAttestForm(name: string, { config }: Deps): Answer {
  const found = config.readiness.find((one) => one.name === name && one.is === 'attested')
  if (found) return { answer: 'open', view: attestModal(found) }
  const known = config.readiness.filter(({ is }) => is === 'attested').map((one) => one.name)
  return refuse({ refused: 'nothing-to-attest', given: name, known })
}

async function attestItem(
  wanted: { item: string; because: string },
  invoker: Invoker,
  deps: Deps,
  no: typeof refuse,
): Promise<Answer> {
  const attested = await attest(deps, wanted, invoker)
  if (isRefusal(attested)) return no(attested)
  return reply(attestedReply(attested, await takeReadiness(deps)))
}

export const readinessClicks: Record<string, Answers<Click>> = {
  [actions.attest]: async ({ value }, _invoker, deps) => openAttestForm(value, deps),
}

export const readinessForms: Record<string, Answers<Submission>> = {
  [forms.attest.id]: ({ metadata, values }, invoker, deps) =>
    attestItem({ item: metadata, because: values.because ?? '' }, invoker, deps, refuseUnder('because')),
}
