import type { UserId } from '../people.ts'

/** Where an environment's flags are kept. `url` is a secret: it must get into no act, message, audit row or log. */
export type FlagPlace =
  | {
      kind: 'postgres'
      url: string
      table: string
      nameColumn: string
      valueColumn: string
      /** When a flag was changed last, where the table says so. */
      updatedColumn?: string | undefined
    }
  | { kind: 'vercel-edge-config'; store: string; team?: string | undefined; item: string }

/** `updatedAt` is when it, or something kept in the same place with it, was changed last. */
export type Flag = { name: string; isOn: boolean; updatedAt?: Date | undefined }

/** `switched` is the last time that somebody asked Pilothouse for it. */
export type ListedFlag = Flag & { switched: { by: UserId; at: Date } | null }

/** `by` is null where somebody changed it without Pilothouse. */
export type SuspectFlag = { name: string; isOn: boolean; changedAt: Date; by: UserId | null }

/**
 * `unsureSince` is when a place was changed that can't say which of its flags it was. `unknownBecause` is why nobody could
 * look, where that is so.
 */
export type SuspectFlags = {
  flags: SuspectFlag[]
  unsureSince: Date | null
  unknownBecause?: string | undefined
}

/** Times of the two sides differ by the way between them. */
const sameMs = 60_000

/** True where a place says for each flag when it changed, and not only for all of them together. */
export const hasOwnTimes = (place: FlagPlace): boolean => place.kind === 'postgres'

/** When a flag changed last and by whom, as far as that is known. */
export function lastChange(
  { updatedAt, switched }: ListedFlag,
  isOwnTime: boolean,
): { at: Date; by: UserId | null } | null {
  const changed = isOwnTime && updatedAt ? updatedAt : null
  if (switched && (!changed || changed.getTime() - switched.at.getTime() < sameMs)) return switched
  return changed && { at: changed, by: null }
}

/** The flags that changed since, newest first: what may have broken a release beside its own code. */
export function suspectsAmong(flags: readonly ListedFlag[], isOwnTime: boolean, since: Date): SuspectFlags {
  const suspects = flags.flatMap((flag): SuspectFlag[] => {
    const change = lastChange(flag, isOwnTime)
    if (!change || change.at <= since) return []
    return [{ name: flag.name, isOn: flag.isOn, changedAt: change.at, by: change.by }]
  })
  const newest = suspects.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())
  return { flags: newest, unsureSince: isOwnTime ? null : unexplained(flags, newest, since) }
}

/** A change of the whole place that none of the known ones explains. */
function unexplained(flags: readonly Flag[], known: readonly SuspectFlag[], since: Date): Date | null {
  const changed = flags.find(({ updatedAt }) => updatedAt)?.updatedAt
  if (!changed || changed <= since) return null
  const isKnown = known.some(({ changedAt }) => Math.abs(changed.getTime() - changedAt.getTime()) < sameMs)
  return isKnown ? null : changed
}
