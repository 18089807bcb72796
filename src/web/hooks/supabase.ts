import { z } from 'zod'
import { optionalWord, placeOf, type Reader, reported, text } from './fields.ts'
import { readMapped } from './mapped.ts'

const row = z.looseObject({
  id: optionalWord,
  title: optionalWord,
  message: optionalWord,
  status: optionalWord,
  severity: optionalWord,
  service: optionalWord,
  environment: optionalWord,
})

/** A row that was written, changed or deleted. Source: https://supabase.com/docs/guides/database/webhooks */
const change = z.object({
  type: z.enum(['INSERT', 'UPDATE', 'DELETE']),
  table: text,
  schema: text,
  record: row.nullable().default(null),
  old_record: row.nullable().default(null),
})

const over = ['resolved', 'closed', 'ok', 'done']

/** Each row is an alert while it is there and says of itself nothing else. */
export const readSupabase: Reader = ({ body }, known, { mapping }) => {
  if (mapping) return readMapped(body, mapping, known)
  const post = change.safeParse(body).data
  const found = post && (post.record ?? post.old_record)
  if (!post || !found) return null
  const { type, table, schema } = post
  const of = `${schema}.${table}`
  return [
    reported({
      isFiring: type !== 'DELETE' && !over.includes((found.status ?? '').toLowerCase()),
      fingerprint: `${of}:${found.id ?? found.title ?? found.message ?? ''}`,
      name: table,
      title: found.title ?? found.message ?? `A row of ${of} was written`,
      ...placeOf(known, { ...found }),
      labels: { table: of },
    }),
  ]
}
