export type Group = Record<string, unknown>
export type Report = (path: PropertyKey[], words: string) => void

/** The texts of a list as read; nothing where it is no list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A group of settings as read; empty where it is none. */
export function groupOf(value: unknown): Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}
