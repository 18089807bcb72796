import type { HookMapping, MappedPart } from '../../domain/alert/hook.ts'
import { partAt } from '../../domain/deployment/expectation.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import { fingerprintOf, type Known, placeOf, reported } from './fields.ts'

/** What a post tells by the paths of the configuration; null where it has no title there, or a state of another word. */
export function readMapped(body: unknown, mapping: HookMapping, known: Known): ReportedAlert[] | null {
  const list = mapping.alerts === null ? [body] : partAt(body, mapping.alerts)
  if (!Array.isArray(list)) return null
  const alerts = list.map((one) => alertAt(one, mapping, known))
  return alerts.every((alert) => alert !== null) ? alerts : null
}

function alertAt(body: unknown, mapping: HookMapping, known: Known): ReportedAlert | null {
  const at = (path: string | undefined): string | null => {
    const value = path === undefined ? null : partAt(body, path)
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null
  }
  const part = (name: MappedPart) => at(mapping.paths[name])
  const title = at(mapping.title)
  const isFiring = standing(mapping, part('status'))
  if (!title || isFiring === null) return null
  const place = {
    service: part('service'),
    environment: part('environment'),
    severity: part('severity'),
  }
  const labels = Object.fromEntries(
    Object.entries(place).filter((pair): pair is [string, string] => pair[1] !== null),
  )
  return reported({
    isFiring,
    fingerprint: fingerprintOf(part('fingerprint'), { title, ...labels }),
    name: title,
    title,
    summary: part('summary'),
    ...placeOf(known, place),
    labels,
    link: part('link'),
  })
}

/** Without a path to a state, every post is an alert that fires. */
function standing({ paths, firing, resolved }: HookMapping, said: string | null): boolean | null {
  if (paths.status === undefined) return true
  const isAmong = (words: readonly string[]) =>
    words.some((word) => word.toLowerCase() === (said ?? '').toLowerCase())
  if (isAmong(firing)) return true
  return isAmong(resolved) ? false : null
}
