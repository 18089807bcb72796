import type { Alert } from '../paging/alert.ts'
import type { UserId } from '../people.ts'

/** What is not told for a while: whatever is called so, or one alert of a source. */
export type Silence = {
  id: number
  of: { name: string } | { source: string; fingerprint: string }
  because: string
  by: UserId
  at: Date
  until: Date
  /** Who ended it before its time. */
  endedBy: UserId | null
}

type Named = Pick<Alert, 'name' | 'service' | 'source' | 'fingerprint'>

/** What an alert can be silenced by, besides its number. */
const namesOf = ({ name, service, source }: Omit<Named, 'fingerprint'>): string[] =>
  [name, service, source].filter((word): word is string => word !== null && word !== '')

export function isAbout({ of }: Pick<Silence, 'of'>, alert: Named): boolean {
  if (!('name' in of)) return of.source === alert.source && of.fingerprint === alert.fingerprint
  return namesOf(alert).some((word) => word.toLowerCase() === of.name.toLowerCase())
}

/** The one of them that ends last, among those that are about it. */
export function silenceOf(silences: readonly Silence[], alert: Named): Silence | null {
  const about = silences.filter((silence) => isAbout(silence, alert))
  return about.reduce<Silence | null>((last, one) => (last && last.until >= one.until ? last : one), null)
}
