type Group = Record<string, unknown>
type Report = (path: PropertyKey[], words: string) => void

/** What an environment's checklist and its break-glass list get wrong that their shapes can't tell. */
export function checkGate(name: string, environment: Group, report: Report): void {
  const items = Array.isArray(environment.checklist) ? environment.checklist : []
  const seen = new Set<string>()
  items.forEach((entry: unknown, index) => {
    const path = ['environments', name, 'checklist', index]
    const { item, check, is } = groupOf(typeof entry === 'string' ? { item: entry } : entry)
    if (check !== undefined && is !== undefined)
      report(path, 'names both a check and what must be so; write two items, or leave one out.')
    if (typeof item !== 'string') return
    const words = item.trim().toLowerCase()
    if (seen.has(words)) report(path, `is ${JSON.stringify(item)} a second time; list each item once.`)
    seen.add(words)
  })
  const glass = groupOf(environment.breakGlass)
  const isNamed = glass.group !== undefined || (Array.isArray(glass.users) && glass.users.length > 0)
  if (environment.breakGlass && !isNamed)
    report(
      ['environments', name, 'breakGlass'],
      'names nobody who may; add group or users, or leave breakGlass out.',
    )
}

/** A time after which secrets are due, where none is named that could be. */
export function checkRotation(name: string, service: Group, report: Report): void {
  const { required, rotateAfter } = groupOf(service.variables)
  const places = Object.values(groupOf(service.environments))
  const lists = [required, ...places.map((place) => groupOf(place).requires)]
  const isAnyNamed = lists.some((list) => Array.isArray(list) && list.length > 0)
  if (rotateAfter !== undefined && !isAnyNamed)
    report(
      ['services', name, 'variables', 'rotateAfter'],
      'has nothing to count for, since no variable is required; name some under required.',
    )
}

function groupOf(value: unknown): Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}
