import type { OutsideAct } from './outside-act.ts'

/** Breaks or mends something of the sandbox's world. */
export type SwitchFault = OutsideAct<{ name: string; isOn: boolean }, object>
