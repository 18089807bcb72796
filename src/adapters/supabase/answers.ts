import { z } from 'zod'

/** The parts of Supabase's answers that are relied on, https://supabase.com/docs/reference/api. */

/** The rest is kept, as `PUT /functions` wants what bundling answered. Times are in milliseconds since 1970. */
export const functionAnswer = z.looseObject({
  id: z.string(),
  slug: z.string(),
  version: z.number(),
  updated_at: z.number().nullish(),
  verify_jwt: z.boolean().nullish(),
  entrypoint_path: z.string().nullish(),
  import_map_path: z.string().nullish(),
  ezbr_sha256: z.string().nullish(),
})

export type FunctionAnswer = z.infer<typeof functionAnswer>

export const functionsAnswer = z.array(functionAnswer)

/** `value` is what the value hashes to. */
export const secretsAnswer = z.array(
  z.object({ name: z.string(), value: z.string().nullish(), updated_at: z.string().nullish() }),
)

export const keysAnswer = z.array(
  z.object({ name: z.string(), type: z.string().nullish(), api_key: z.string().nullish() }),
)

/** ClickHouse writes large counts as text. */
export const trafficAnswer = z.object({
  error: z.unknown().optional(),
  result: z
    .array(
      z.object({
        function_id: z.string(),
        version: z.coerce.number(),
        calls: z.coerce.number(),
        errors: z.coerce.number(),
        p50_ms: z.coerce.number(),
        p95_ms: z.coerce.number(),
      }),
    )
    .nullish(),
})
