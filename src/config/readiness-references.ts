import { type Group, groupOf, type Report } from './values.ts'

/** An item is attested by its name alone, so no two have the same. */
export function checkReadiness(file: Group, report: Report): void {
  const seen = new Map<string, string>()
  for (const [area, items] of Object.entries(groupOf(file.readiness)))
    for (const name of Object.keys(groupOf(items))) {
      const earlier = seen.get(name)
      if (earlier !== undefined)
        report(['readiness', area, name], `has the name of an item of ${earlier}; choose another.`)
      seen.set(name, area)
    }
}
