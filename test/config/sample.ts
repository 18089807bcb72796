import { readFileSync } from 'node:fs'
import { readTeamConfig } from '../../src/config.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { sampleEnv } from '../sample-env.ts'

export const sample = readFileSync(new URL('../../pilothouse.yml', import.meta.url), 'utf8')
export const sandbox = sampleEnv('http://127.0.0.1:3000')

export const minimal = `
team: Small Team
channels: { deployments: C0DEPLOYS01, incidents: C0INCIDENT1 }
environments:
  production:
    approvals: { required: 1, users: [U0PRIYA0001] }
services:
  worker:
    kind: github-actions
    repository: small/team
    workflow: deploy.yml
    environments: { production: }
`

/** The number of the sample's first line that holds this text. */
export const lineOf = (text: string): number => sample.slice(0, sample.indexOf(text)).split('\n').length

export function read(text: string, env: Record<string, string> = sandbox): TeamConfig {
  const reading = readTeamConfig(text, 'pilothouse.yml', env)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.ok
}

export function problems(text: string, env: Record<string, string> = sandbox): string[] {
  const reading = readTeamConfig(text, 'pilothouse.yml', env)
  return 'problems' in reading ? reading.problems : []
}

/** The sample with each piece of text replaced, which must be in it. */
export function sampleWith(...changes: [from: string, to: string][]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sample has no ${from}`)
    return text.replace(from, to)
  }, sample)
}
