import type { Act } from '../act.ts'

/** A share of production's visitors, and how long only they are given the new build; milliseconds. */
export type Stage = { percent: number; for: number }

/** Steps that every stage of a rolling release has for itself, such as `enter-stage:0`. */
export const stageSteps = ['enter-stage', 'watch-stage'] as const
export type StageStep = `${(typeof stageSteps)[number]}:${number}`

/** Each stage is entered and watched; the last, which nobody configures, gives the build to everybody. */
export const stepsOfStages = (stages: readonly Stage[]): StageStep[] => [
  ...stages.flatMap((_, index): StageStep[] => [`enter-stage:${index}`, `watch-stage:${index}`]),
  `enter-stage:${stages.length}`,
]

export const percentages = (stages: readonly Stage[]): number[] => [
  ...stages.map(({ percent }) => percent),
  100,
]

type BaseOf<Name extends string> = Name extends `${infer Base}:${number}` ? Base : Name

/** What a step is, whichever stage it belongs to: `enter-stage` of `enter-stage:1`. */
export const baseOf = <Name extends string>(name: Name): BaseOf<Name> =>
  name.replace(/:\d+$/, '') as BaseOf<Name>

/** The stage that a step belongs to, counted from 0; null where it belongs to none. */
export function stageOf(name: string): number | null {
  const digits = /:(\d+)$/.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The stage that a rolling release is in, counted from 0; null before its first. */
export function reachedStage(acts: readonly Act[]): number | null {
  const entered = acts.findLast(({ name, state }) => baseOf(name) === 'enter-stage' && state === 'done')
  return entered ? stageOf(entered.name) : null
}
