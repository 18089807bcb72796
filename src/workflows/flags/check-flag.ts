import type { Deps, OutsideAct } from '../../ports.ts'
import { atPlace, type FlagSwitch } from './switch-flag.ts'

/** Reads a flag back: somebody else may have changed or deleted it since. */
export function checkFlagAct(deps: Deps): OutsideAct<FlagSwitch, { name: string; isOn: boolean }> {
  const look = async ({ environment, name, isOn }: FlagSwitch) =>
    await atPlace(deps, environment, async (place) => {
      const flags = await deps.flagHost.list(place)
      const flag = flags.find((one) => one.name === name)
      if (flag?.isOn === isOn) return { seen: 'done', outcome: { name, isOn } } as const
      const is = flag ? `reads ${flag.isOn ? 'on' : 'off'} again` : 'is no longer there'
      return { seen: 'failed', reason: `The flag ${name} ${is}: somebody else changed it.` } as const
    })
  return {
    perform: async (_key, input) => await look(input),
    observe: async (_key, input) => await look(input),
  }
}
