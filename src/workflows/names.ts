import { UpstreamError } from '../domain/errors.ts'
import type { GroupId, UserId } from '../domain/people.ts'
import type { Deps } from '../ports.ts'
import { knownNames, rememberNames } from '../store/known-names.ts'

export type NameOf = (id: UserId | GroupId) => string

/**
 * Names at this moment, of people and user groups. Where Slack does not tell one, it is the one it told last, and the id
 * where it never did.
 */
export async function namesOf(deps: Deps, ids: Iterable<UserId | GroupId>): Promise<NameOf> {
  const told = new Map<string, string>()
  for (const id of new Set(ids)) {
    const name = await deps.chat.nameOf(id).catch((error: unknown) => {
      if (error instanceof UpstreamError) return null
      throw error
    })
    if (name) told.set(id, name)
  }
  await rememberNames(deps.db, told, deps.now())
  return await toldBefore(deps, ids, told)
}

/** The names that are known without asking Slack; a login on GitHub says who it is, too. */
export async function toldBefore(
  { db, config }: Deps,
  ids: Iterable<UserId | GroupId>,
  told: ReadonlyMap<string, string> = new Map(),
): Promise<NameOf> {
  const known = await knownNames(
    db,
    [...new Set(ids)].filter((id) => !told.has(id)),
  )
  return (id) =>
    told.get(id) ?? known.get(id) ?? config.people.find(({ slack }) => slack === id)?.github ?? id
}

/** Whoever is named in a text. */
export const namedIn = (text: string): (UserId | GroupId)[] =>
  text.match(/(?<![A-Za-z0-9])[UWS][A-Z0-9]{8,}\b/g) ?? []
