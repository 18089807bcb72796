import { readTeamConfigFile } from '../src/config.ts'
import type { TeamConfig } from '../src/domain/policy.ts'
import { paymentsKey } from '../src/sandbox/partners/payments.ts'
import type { Sandbox } from '../src/sandbox/world.ts'
import { sampleEnv } from './sample-env.ts'

const sandboxUrl = 'http://127.0.0.1:1'
const placeholders = sampleEnv(sandboxUrl)

let read: TeamConfig | undefined

/** The sample's configuration for a sandbox. It is read once, as reading costs as much as all the rest of a world. */
export function sampleConfig({ url, tokens, shop }: Sandbox): TeamConfig {
  read ??= readSample()
  const values: typeof placeholders = {
    SANDBOX_URL: url,
    PAGERDUTY_ROUTING_KEY: tokens.pager,
    ALERT_SECRET: tokens.alerts,
    SHOP_DATABASE_URL: shop.url,
    PAYMENTS_KEY: paymentsKey,
  }
  const names = Object.keys(placeholders) as (keyof typeof placeholders)[]
  const filled = names.map((name) => [placeholders[name], values[name]] as const)
  return fill(read, (text) =>
    filled.reduce((done, [placeholder, value]) => done.replaceAll(placeholder, () => value), text),
  )
}

function readSample(): TeamConfig {
  const reading = readTeamConfigFile('pilothouse.yml', placeholders)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.ok
}

/** A copy with each text in it replaced. */
function fill<Value>(value: Value, replace: (text: string) => string): Value
function fill(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (Array.isArray(value)) return value.map((item) => fill(item, replace))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, replace)]))
}
