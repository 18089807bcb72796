import type { Sighting } from '../../domain/act.ts'
import type { Deps, FlagPlace, OutsideAct } from '../../ports.ts'

export type FlagSwitch = { environment: string; name: string; isOn: boolean }
type Switched = { name: string; isOn: boolean }
type Attempted = Exclude<Sighting<Switched>, { seen: 'absent' }>

/**
 * Turns a flag on or off. Where it is kept is looked up each time, because that may hold a password, which must not be
 * stored with the act.
 */
export function switchFlagAct(deps: Deps): OutsideAct<FlagSwitch, Switched> {
  const { perform, observe } = deps.flagHost.switch
  return {
    perform: async (key, { environment, ...flag }) =>
      await atPlace(deps, environment, async (place) =>
        place.kind === 'postgres'
          ? await perform(key, { place, ...flag })
          : await oneByOne(deps, `${place.store}/${place.item}`, () => perform(key, { place, ...flag })),
      ),
    observe: async (key, { environment, ...flag }, remote) =>
      await atPlace(deps, environment, async (place) => await observe(key, { place, ...flag }, remote)),
  }
}

/**
 * Where all flags are one value that is read and written whole, two who switch at once would undo each other, also for
 * two environments that share it.
 */
async function oneByOne(deps: Deps, value: string, work: () => Promise<Attempted>): Promise<Attempted> {
  const attempts: Attempted[] = []
  await deps.exclusive(`flags:${value}`, async () => void attempts.push(await work()))
  return attempts[0] ?? { seen: 'pending', progress: 'another flag is being switched' }
}

/** Somebody may have taken the flags out of the configuration since. */
export async function atPlace<Seen>(
  { config }: Deps,
  environment: string,
  work: (place: FlagPlace) => Promise<Seen>,
): Promise<Seen | { seen: 'failed'; reason: string }> {
  const place = config.flags[environment]
  if (place) return await work(place)
  return {
    seen: 'failed',
    reason: `pilothouse.yml no longer says where the flags of ${environment} are kept.`,
  }
}
