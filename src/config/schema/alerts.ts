import { z } from 'zod'
import { named, oneOf, strict } from './words.ts'

const hook = strict({
  kind: oneOf(['alertmanager', 'generic']).default('generic'),
  secret: z
    .string({ error: 'a secret of at least 16 characters' })
    .min(16, { error: 'a secret of at least 16 characters' }),
})

/** What may tell Pilothouse that something is wrong, by the name in its address. */
export const alerts = strict({ hooks: named(hook).optional() })
