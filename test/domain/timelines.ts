import type { TimelineEntry, TimelineEvent } from '../../src/domain/timeline/timeline.ts'
import { firstHash, hashEntry } from '../../src/domain/timeline/timeline.ts'
import { inSeconds } from './incidents.ts'

type Given = Partial<Pick<TimelineEntry, 'actor' | 'at' | 'permalink'>> & { event: TimelineEvent }

/** A timeline of incident 3 as it is stored: numbered and bound by hashes, one entry in each second. */
export function bound(given: readonly Given[]): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  for (const [
    index,
    { actor = 'U0MAYA00001', at = inSeconds(index), permalink = null, event },
  ] of given.entries()) {
    const entry = {
      seq: index + 1,
      at,
      actor,
      event,
      permalink,
      previousHash: entries.at(-1)?.hash ?? firstHash,
    }
    entries.push({ ...entry, hash: hashEntry(entry, 3) })
  }
  return entries
}
