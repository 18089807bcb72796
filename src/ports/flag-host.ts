import type { OutsideAct } from './outside-act.ts'

/** Kill switches. `place` says where they are kept, as configured. */
export type FlagHost = {
  list(place: FlagPlace): Promise<{ name: string; isOn: boolean; updatedAt?: Date | undefined }[]>
  switch: OutsideAct<{ place: FlagPlace; name: string; isOn: boolean }, { name: string; isOn: boolean }>
}
export type FlagPlace =
  | { kind: 'postgres'; url: string; table: string; nameColumn: string; valueColumn: string }
  | { kind: 'vercel-edge-config'; store: string; team?: string | undefined; item: string }
