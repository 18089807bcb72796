import type { ModalView } from '@slack/types'
import type { ReturnTarget } from '../../src/domain/deployment/plan.ts'
import { shortSha } from '../../src/domain/deployment/release.ts'
import type { SuspectFlags } from '../../src/domain/operation/flag.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { choiceField, form, packed, section, textField } from '../blocks.ts'
import { suspectLines } from '../operation/suspect-flags.ts'
import { line, list } from '../text.ts'

type Choice = { target: ReturnTarget; verifiedAt: Date | null; undoes: number[] }

type Shown = {
  config: Pick<TeamConfig, 'services' | 'environments'>
  chosen: { service: string; environment: string }
  /** Null while they are looked up. */
  choices: Choice[] | null
  /** Flags that may be the cause instead. */
  suspects: SuspectFlags
}

/** Picks what comes back. The last good release is chosen beforehand. */
export function rollbackModal({ config, chosen, choices, suspects }: Shown): ModalView {
  const service = config.services.find(({ name }) => name === chosen.service)
  const environments = config.environments.filter(({ name }) => !service || name in service.environments)
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => ({ value: name, label: name }))
  return form('rollback', { title: 'Roll back', submit: 'Roll back', metadata: '' }, [
    choiceField({
      name: 'rollbackService',
      label: 'Service',
      choices: names(config.services),
      chosen: chosen.service,
      dispatches: true,
    }),
    choiceField({
      name: 'rollbackEnvironment',
      label: 'Environment',
      choices: names(environments),
      chosen: chosen.environment,
      dispatches: true,
    }),
    ...releaseBlocks(choices),
    ...packed(suspectLines(suspects, chosen.environment)),
    textField({
      name: 'reason',
      label: 'Reason',
      placeholder: 'Checkout fails since the last release',
      max: 300,
      isOptional: true,
    }),
  ])
}

function releaseBlocks(choices: Choice[] | null) {
  if (choices === null) return [section(':mag: Looking up what can come back…')]
  if (choices.length === 0)
    return [section(':no_entry: No earlier release is known here. Deploy an earlier commit instead.')]
  const options = choices.map((choice) => ({ value: choiceValue(choice), ...labelOf(choice) }))
  return [
    choiceField({ name: 'release', label: 'What comes back', choices: options, chosen: options[0]?.value }),
  ]
}

/** What ran before Pilothouse's first deployment has no number of its own. */
const choiceValue = ({ target }: Choice): string =>
  target.deployment === null ? 'before' : String(target.deployment)

function labelOf({ target, undoes, verifiedAt }: Choice): { label: string; description: string } {
  const what =
    target.deployment === null
      ? 'What ran before the first deployment here'
      : `Deployment ${target.deployment}`
  const when = verifiedAt ? `, verified ${verifiedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  const undone =
    undoes.length > 0
      ? `Undoes ${undoes.length === 1 ? 'deployment' : 'deployments'} ${list(undoes.map(String), 5)}`
      : 'Undoes what is live'
  return {
    label: `${what}: ${target.sha ? shortSha(target.sha) : 'commit unknown'}`,
    description: line(`${undone}${when}`, 75),
  }
}
