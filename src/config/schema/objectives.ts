import { z } from 'zod'
import type { ObjectivesPolicy } from '../../domain/status/objectives.ts'
import { name, strict } from './words.ts'

const words = 'a percentage below 100% such as 99.9%'

const share = z
  .string({ error: words })
  .regex(/^\d{1,2}(\.\d{1,4})?%$/, { error: words })
  .transform((given) => Number(given.slice(0, -1)) / 100)

/** One share for every service, or one for each that is named. */
const uptime = z
  .union([share, z.record(name, share)], { error: `${words}, or one by service such as { web: 99.9% }` })
  .transform((given): ObjectivesPolicy['uptime'] =>
    typeof given === 'number' ? { usual: given, byService: {} } : { usual: null, byService: given },
  )

/** What a team promises of its services. */
export const objectives = strict({ uptime: uptime.default({ usual: 0.999, byService: {} }) })
