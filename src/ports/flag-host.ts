import type { Flag, FlagPlace } from '../domain/operation/flag.ts'
import type { OutsideAct } from './outside-act.ts'

export type { FlagPlace }

/** Kill switches. `place` says where they are kept, as configured. */
export type FlagHost = {
  list(place: FlagPlace): Promise<Flag[]>
  switch: OutsideAct<{ place: FlagPlace; name: string; isOn: boolean }, { name: string; isOn: boolean }>
}
