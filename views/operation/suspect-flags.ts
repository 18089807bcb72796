import type { Button, KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { ShownSuspects } from '../../src/domain/message.ts'
import type { SuspectFlag, SuspectFlags } from '../../src/domain/operation/flag.ts'
import { actions } from '../actions.ts'
import { button, confirm, packed, section } from '../blocks.ts'
import { ago, code, line, sentence, shorten, time, told, user } from '../text.ts'

/** More than a person can weigh at such a moment helps nobody. */
const maxFlags = 3

/** Flags that may have broken a release beside its own code, and the switches to undo that. */
export function suspectBlocks(deployment: Deployment, suspects: ShownSuspects): KnownBlock[] {
  const { switched } = suspects
  const isSwitched = ({ name }: SuspectFlag) => switched.some((one) => one.name === name)
  const open = suspects.flags.filter((flag) => !isSwitched(flag)).slice(0, maxFlags)
  const done = switched.map(
    ({ name, isOn, at }) =>
      `:white_check_mark: Flag ${code(name)} was turned ${isOn ? 'on' : 'off'} for this ${time(at)}. Watch it again to see whether that is enough.`,
  )
  return [
    ...packed(done),
    ...open.map((flag) => section(suspectLine(flag, deployment.environment), switchButton(deployment, flag))),
    ...packed(suspectLines({ ...suspects, flags: [] }, deployment.environment)),
  ]
}

/** What changed among the flags, and what to type about it; empty where nothing did. */
export function suspectLines(
  { flags, unsureSince, unknownBecause }: SuspectFlags,
  environment: string,
): string[] {
  if (unknownBecause)
    return [
      `:grey_question: Whether a flag of ${line(environment, 60)} changed is not known: ${sentence(told(unknownBecause))}`,
    ]
  const unsure = unsureSince
    ? [
        `:triangular_flag_on_post: A flag of ${line(environment, 60)} changed ${ago(unsureSince)}; which one is not known. ${code(`/deploy flags ${environment}`)} lists them.`,
      ]
    : []
  return [...flags.slice(0, maxFlags).map((flag) => suspectLine(flag, environment)), ...unsure]
}

function suspectLine({ name, isOn, changedAt, by }: SuspectFlag, environment: string): string {
  const [is, other] = isOn ? ['on', 'off'] : ['off', 'on']
  const command = `/deploy flag ${other} ${name} ${environment}${isOn ? ' because …' : ''}`
  return `:triangular_flag_on_post: Flag ${code(name)} was turned ${is} ${ago(changedAt)}${by ? ` by ${user(by)}` : ''}. Turning it ${other} may be enough: ${code(command, 300)}.`
}

function switchButton({ id, environment }: Deployment, { name, isOn }: SuspectFlag): Button {
  const other = isOn ? 'off' : 'on'
  const shown = shorten(name, 40)
  return button(actions.switchFlag, `Turn ${other} ${shown}`, `${id}:${other}:${name}`, {
    confirm: confirm(
      `Turn ${shown} ${other}?`,
      `It changes for everybody in ${shorten(environment, 60)} at once. Deployment ${id} stays as it is; watch it again afterwards.`,
      `Turn it ${other}`,
      'Leave it',
    ),
  })
}
