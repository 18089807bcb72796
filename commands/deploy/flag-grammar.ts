import type { TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { findNamed, splitReason } from '../words.ts'

export type FlagCommand =
  | { verb: 'flag'; name: string; isOn: boolean; environment: string; reason: string | null }
  | { verb: 'flags'; environment: string }

/** `flag off new-basket [production] because …`, `flag on new-basket`, `flags [production]`. */
export function parseFlag(
  verb: 'flag' | 'flags',
  words: string[],
  config: TeamConfig,
): FlagCommand | Refusal {
  const { before, reason } = splitReason(words)
  if (verb === 'flags') {
    const environment = environmentOf(before[0], '/deploy flags', config)
    return isRefusal(environment) ? environment : { verb, environment }
  }
  const asked = switchFirst(before)
  if (!asked) return missing('on or off, and the flag’s name')
  const { isOn, name, other } = environmentSecond(asked, config)
  if (name === undefined) return missing('the flag’s name')
  const environment = environmentOf(other, `/deploy flag ${isOn ? 'on' : 'off'} ${name}`, config)
  if (isRefusal(environment)) return environment
  if (!isOn && !reason) return missing('a reason, which the others will read')
  return { verb, name, isOn, environment, reason }
}

type Asked = { isOn: boolean; name: string | undefined; other: string | undefined }

/** People say "flag new-basket off" as well. */
function switchFirst([first, second, third]: string[]): Asked | null {
  const isSwitch = (word: string | undefined) =>
    word !== undefined && ['on', 'off'].includes(word.toLowerCase())
  if (isSwitch(first)) return { isOn: first?.toLowerCase() === 'on', name: second, other: third }
  if (isSwitch(second)) return { isOn: second?.toLowerCase() === 'on', name: first, other: third }
  return null
}

/** And "flag off production new-basket". */
function environmentSecond(asked: Asked, { environments }: TeamConfig): Asked {
  const { name, other } = asked
  if (name === undefined || other === undefined) return asked
  const isSwapped =
    isRefusal(findNamed('environment', other, environments)) &&
    !isRefusal(findNamed('environment', name, environments))
  return isSwapped ? { ...asked, name: other, other: name } : asked
}

/** It may be left out where only one environment has flags. */
function environmentOf(given: string | undefined, command: string, config: TeamConfig): string | Refusal {
  const known = Object.keys(config.flags)
  const [only] = known
  if (given !== undefined) {
    const found = findNamed('environment', given, config.environments)
    return isRefusal(found) ? found : found.name
  }
  if (only === undefined) return { refused: 'no-flags-here', environment: null, known }
  return known.length === 1 ? only : { refused: 'which-environment', command, known }
}

const missing = (words: string): Refusal => ({
  refused: 'missing-words',
  command: '/deploy flag',
  missing: words,
  example: '/deploy flag off new-basket because the basket is slow',
})
