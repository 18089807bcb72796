import type { ModalView } from '@slack/types'
import type { SuspectFlags } from '../../src/domain/operation/flag.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, FormValues } from '../../src/ports.ts'
import { suspectsSince } from '../../src/workflows/flags/rollback-suspects.ts'
import { requestRollback } from '../../src/workflows/rollback/request.ts'
import { type ReturnChoice, returnChoices } from '../../src/workflows/rollback/return-targets.ts'
import { rollbackModal } from '../../views/deployment/rollback-modal.ts'
import { refusalInWords } from '../../views/refusal.ts'
import { withoutMarks } from '../../views/text.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { nothing, parseId, refuse } from '../words.ts'

type Chosen = { service: string; environment: string }

/** Opens the picker from memory; the releases to choose from follow. */
export function openRollbackForm(service: string | null, deps: Deps): Answer {
  const chosen = chosenFrom(service ? { rollbackService: service } : {}, deps)
  if (!chosen) return refuse({ refused: 'unknown-word', what: 'service', given: service ?? '', known: [] })
  return { answer: 'open', view: draw(deps, chosen, null), fill: () => fill(deps, chosen) }
}

const chooseAgain: Answers<Click> = async (click, _invoker, deps) => {
  const chosen = chosenFrom(click.values ?? {}, deps)
  if (!chosen) return nothing
  return { answer: 'update', view: draw(deps, chosen, null), fill: () => fill(deps, chosen) }
}

const submitRollback: Answers<Submission> = async ({ values }, invoker, deps) => {
  const chosen = chosenFrom(values, deps)
  const to = values.release === 'before' ? 'before' : parseId(values.release)
  if (!chosen || to === null)
    return { answer: 'errors', errors: { rollbackService: 'Choose what comes back.' } }
  const id = await requestRollback(deps, { ...chosen, to, reason: values.reason ?? null }, invoker)
  if (isRefusal(id)) return { answer: 'errors', errors: { release: withoutMarks(refusalInWords(id)) } }
  return nothing
}

export const rollbackClicks: Record<string, Answers<Click>> = {
  'rollback.new': async ({ value }, _invoker, deps) => openRollbackForm(serviceIn(value, deps), deps),
  rollbackService: chooseAgain,
  rollbackEnvironment: chooseAgain,
}
export const rollbackForms: Record<string, Answers<Submission>> = { rollback: submitRollback }

/** The button stands beside a service, or beside none. */
const serviceIn = (value: string, { config }: Deps): string | null =>
  config.services.find(({ name }) => name === value)?.name ?? null

function chosenFrom(values: FormValues, { config }: Deps): Chosen | null {
  const service = config.services.find(({ name }) => name === values.rollbackService) ?? config.services[0]
  const environments = config.environments.filter(({ name }) => service && name in service.environments)
  const environment = environments.find(({ name }) => name === values.rollbackEnvironment) ?? environments[0]
  return service && environment ? { service: service.name, environment: environment.name } : null
}

async function fill(deps: Deps, chosen: Chosen): Promise<ModalView> {
  const choices = await returnChoices(deps, chosen)
  const suspects = await suspectsSince(deps, chosen.environment, choices[0]?.verifiedAt ?? null)
  return draw(deps, chosen, choices, suspects)
}

const draw = (
  { config }: Deps,
  chosen: Chosen,
  choices: ReturnChoice[] | null,
  suspects: SuspectFlags = { flags: [], unsureSince: null },
): ModalView => rollbackModal({ config, chosen, choices, suspects })
