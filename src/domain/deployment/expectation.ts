/** Scalars that an answer's JSON must hold, by dotted path: `ok: true`, `items.0.name: Mug`. */
type JsonExpectation = Record<string, string | number | boolean | null>

/** What the body of an answer must be like. */
export type BodyExpectation = { contains?: string | undefined; json?: JsonExpectation | undefined }

/** What is wrong with a body, in words that follow whose it is; null where it is as expected. */
export function bodyTrouble(body: string, { contains, json = {} }: BodyExpectation): string | null {
  if (contains !== undefined && !body.includes(contains)) return `does not contain "${contains}"`
  const wanted = Object.entries(json)
  if (wanted.length === 0) return null
  const answer = parsed(body)
  if (answer === undefined) return 'answered something else than JSON'
  for (const [path, value] of wanted) {
    const found = partAt(answer.json, path)
    if (found === undefined) return `answered JSON without ${path}`
    if (found !== value) return `answered ${path}: ${shown(found)} instead of ${shown(value)}`
  }
  return null
}

function parsed(body: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(body) }
  } catch {
    return undefined
  }
}

/** What a body of JSON holds at `items.0.name`; undefined where it is none, or holds nothing there. */
export const valueAt = (body: string, path: string): unknown => partAt(parsed(body)?.json, path)

/** The value at `items.0.name`; undefined where there is none. */
export function partAt(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      json,
    )
}

/** Only what a person compares with is repeated: an object or a list may be long. */
const shown = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).slice(0, 100)
  return Array.isArray(value) ? 'a list' : 'an object'
}
