import { z } from 'zod'
import type { UserId } from '../../domain/people.ts'
import type { Trx } from '../tables.ts'

const text = z.string()

const storedDeclaration = z.object({
  title: text,
  severity: text.nullable(),
  affects: z.array(text).nullable(),
  impactAt: z.coerce.date().nullable(),
  isPrivate: z.boolean(),
  isTriage: z.boolean(),
  source: z
    .object({
      message: z.object({ channel: text, ts: text, text, author: text.nullable() }),
      permalink: text.nullable(),
    })
    .optional(),
})
/** What somebody typed to declare an incident. */
export type HeldDeclaration = z.infer<typeof storedDeclaration>

/** Keeps what was typed until its author says whether it is the same incident; returns its number. */
export async function holdDeclaration(
  trx: Trx,
  declaration: HeldDeclaration,
  { like, by, at }: { like: number; by: UserId; at: Date },
): Promise<number> {
  const { id } = await trx
    .insertInto('held_declarations')
    .values({ content: JSON.stringify(declaration), like_incident: like, held_by: by, held_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes what somebody typed, once; null where it was taken before, or is somebody else's. */
export async function takeDeclaration(trx: Trx, id: number, by: UserId): Promise<HeldDeclaration | null> {
  const row = await trx
    .deleteFrom('held_declarations')
    .where('id', '=', id)
    .where('held_by', '=', by)
    .returning('content')
    .executeTakeFirst()
  return row ? storedDeclaration.parse(row.content) : null
}
