import { z } from 'zod'
import type { TargetPolicy } from '../../domain/incident/incident-policy.ts'
import { duration, name, strict } from './words.ts'

const words = 'a duration such as 30m, or durations by severity such as { p0: 30m }'

/** A duration for all severities, or one for each level that is named. */
const target = z
  .union([duration, z.record(name, duration)], { error: words })
  .transform(
    (given): TargetPolicy =>
      typeof given === 'number' ? { usual: given, bySeverity: {} } : { usual: null, bySeverity: given },
  )

export const targets = strict({
  detect: target.default({ usual: 300_000, bySeverity: {} }),
  acknowledge: target.default({ usual: null, bySeverity: {} }),
  mitigate: target.default({ usual: null, bySeverity: {} }),
  repair: target.default({ usual: null, bySeverity: { p0: 1_800_000 } }),
}).prefault({})
