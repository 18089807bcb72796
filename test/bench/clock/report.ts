import type { Log } from './troubles.ts'
import { mayBeLateMs, type Verdict } from './verdict.ts'

type Run = { incidents: number; hours: number; seed: number; realMinutes: number }

const mostNamed = 20

/** What was promised, how it ended, and what was done to prevent it. */
export function reportOf({ states, lateMs, postedMs, wrong }: Verdict, log: Log, run: Run): string {
  const { kept = 0, late = 0, held = 0, released = 0, open = 0 } = states
  const sum = (times: Log['outages']) =>
    times.reduce((ms, { from, until }) => ms + until.getTime() - from.getTime(), 0)
  const lines = [
    `${run.incidents} open incidents, ${run.hours} simulated hours in ${run.realMinutes.toFixed(1)} minutes (seed ${run.seed}).`,
    'The clock stands while anything is due, and runs as real time does from each trouble until all is well.',
    '',
    `promises   ${kept + late + held} ended: ${held} held, ${kept} kept by people, ${late} by people, late; ${released} released, ${open} not due yet`,
    `lateness   ${distribution(lateMs)} (allowed: ${mayBeLateMs / 1000} s)`,
    `in Slack   ${distribution(postedMs)} after the update was stored`,
    `kills      ${log.kills.running} with the clock running, ${log.kills.standing} in the middle of what was due`,
    `outages    ${log.outages.length} of the database, ${seconds(sum(log.outages))} in all; Slack limited ${log.limits.length} times, ${seconds(sum(log.limits))}`,
    '',
    ...(wrong.length === 0 ? ['Every promise ended exactly once, and none too late.'] : failures(wrong)),
  ]
  return `${lines.join('\n')}\n`
}

function failures(wrong: string[]): string[] {
  const more = wrong.length > mostNamed ? [`… and ${wrong.length - mostNamed} more`] : []
  return [`${wrong.length} things are wrong:`, ...wrong.slice(0, mostNamed).map((one) => `  ${one}`), ...more]
}

function distribution(ms: number[]): string {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number) =>
    seconds(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return `median ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)}`
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
