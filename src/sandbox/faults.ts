import { z } from 'zod'
import type { Faults } from './slack/protocol.ts'

export const noFaults: Faults = {
  slackRateLimited: false,
  slackSilent: false,
  slackWithoutCharts: false,
  slackScopeMissing: false,
  buildFails: false,
  smokeFails: false,
  siteFails: false,
  promoteHangs: false,
  releaseFails12: false,
  releaseSlow: false,
  githubSlow: false,
  githubFails: false,
  githubSilent: false,
  supabaseLimited: false,
  supabaseFails: false,
  supabaseSilent: false,
  pagerFails: false,
  databaseDown: false,
  databaseFull: false,
  quotaLow: false,
  keyRefused: false,
  mcpFails: false,
  functionFails: false,
  keyMixedUp: false,
}

const faultSwitch = z.strictObject({
  name: z.enum(Object.keys(noFaults) as (keyof Faults)[]),
  on: z.boolean(),
})

export type FaultSwitch = z.infer<typeof faultSwitch>

/** Parses the body of POST /sandbox/faults; undefined where it names no fault that exists. */
export function parseFaultSwitch(body: unknown): FaultSwitch | undefined {
  return faultSwitch.safeParse(body).data
}
