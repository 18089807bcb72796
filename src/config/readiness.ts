import type { ReadinessItem } from '../domain/status/readiness.ts'
import type { TeamFile } from './schema.ts'

/** The checklist in the order of the file. */
export const readinessFrom = (areas: TeamFile['readiness']): ReadinessItem[] =>
  Object.entries(areas).flatMap(([area, items]) =>
    Object.entries(items).map(([name, { item, is, within, expires }]) =>
      is === 'attested' ? { name, area, item, is, expiresAfter: expires } : { name, area, item, is, within },
    ),
  )
