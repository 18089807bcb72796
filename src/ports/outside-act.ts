import type { Sighting } from '../domain/act.ts'

/**
 * An act on the outside world that a crash can interrupt. `perform` sends it; `observe` looks for what an earlier
 * attempt with the same key may have done, or how far it is. Both throw `UpstreamError`.
 */
export type OutsideAct<Input, Outcome> = {
  perform(key: string, input: Input): Promise<Exclude<Sighting<Outcome>, { seen: 'absent' }>>
  observe(key: string, input: Input, remote: string | null): Promise<Sighting<Outcome>>
}
