import type { DeploymentPlan, FunctionThen } from './plan.ts'
import type { LiveFunction } from './release.ts'

/** What becomes of one function. `live` and `new` are all that is known before the bundling. */
export type FunctionFate =
  | 'live'
  | 'new'
  | 'changed'
  | 'unchanged'
  | 'missing'
  | 'comes-back'
  | 'taken-away'
  | 'rebuilt'
  | 'lost'

export type InventoryItem = {
  slug: string
  fate: FunctionFate
  before: Pick<LiveFunction, 'version' | 'hash'> | null
  after: Pick<LiveFunction, 'version' | 'hash'> | null
}

type Planned = Pick<DeploymentPlan, 'kind' | 'purpose' | 'returnsTo' | 'facts'>

/**
 * What becomes of each configured function, in their order; null for a service without functions. `bundled` is what
 * bundling gave, as far as it is known.
 */
export function inventoryOf(plan: Planned, bundled: readonly LiveFunction[] | null): InventoryItem[] | null {
  const { returnsTo } = plan
  if (plan.kind !== 'supabase-functions' || !returnsTo?.functions) return null
  if (plan.purpose === 'rollback') return returnsTo.functions.flatMap((one) => returning(one, plan))
  return returnsTo.functions.map((one) => releasing(one, bundled))
}

function releasing(was: FunctionThen, bundled: readonly LiveFunction[] | null): InventoryItem {
  const before = was.is === 'there' ? { version: was.version, hash: was.hash } : null
  const { slug } = was
  if (!bundled) return { slug, fate: before ? 'live' : 'new', before, after: null }
  const found = bundled.find((one) => one.slug === slug)
  if (!found) return { slug, fate: 'missing', before, after: null }
  const after = { version: found.version, hash: found.hash }
  if (was.is === 'absent') return { slug, fate: 'new', before, after }
  return { slug, fate: isSame(was, found) ? 'unchanged' : 'changed', before, after }
}

/** A function that was not there then, and is not now, is nobody's concern. */
function returning(then: FunctionThen, { facts, returnsTo }: Planned): InventoryItem[] {
  const found = facts.live?.functions?.find(({ slug }) => slug === then.slug)
  const before = found ? { version: found.version, hash: found.hash } : null
  if (then.is === 'absent')
    return before ? [{ slug: then.slug, fate: 'taken-away', before, after: null }] : []
  const after = { version: then.version, hash: then.hash }
  const isHere = found !== undefined && isSame(then, found)
  const back = facts.bytesLost?.includes(then.slug) ? (returnsTo?.sha ? 'rebuilt' : 'lost') : 'comes-back'
  return [{ slug: then.slug, fate: isHere ? 'unchanged' : back, before, after }]
}

/** A hash that nobody tells proves nothing. */
export const isSame = (one: LiveFunction, other: LiveFunction): boolean =>
  one.hash !== null && one.hash === other.hash && one.verifyJwt === other.verifyJwt

/** Where no hash is told, only the version that it was is certain to be the same. */
export function isAsItWas(live: LiveFunction | undefined, one: FunctionThen): boolean {
  if (one.is === 'absent' || !live) return one.is === 'absent' && !live
  const hasItsBytes = one.hash === null ? live.version === one.version : live.hash === one.hash
  return hasItsBytes && live.verifyJwt === one.verifyJwt
}

const fates = [
  'new',
  'changed',
  'unchanged',
  'missing',
  'live',
  'comes-back',
  'rebuilt',
  'lost',
  'taken-away',
] as const satisfies readonly FunctionFate[]

/** The functions by what becomes of them, in a fixed order; what happens to none is left out. */
export const byFate = (items: readonly InventoryItem[]): { fate: FunctionFate; slugs: string[] }[] =>
  fates
    .map((fate) => ({ fate, slugs: items.filter((one) => one.fate === fate).map(({ slug }) => slug) }))
    .filter(({ slugs }) => slugs.length > 0)

/** "1 new, 1 changed" */
export const countsInWords = (items: readonly InventoryItem[]): string =>
  byFate(items)
    .map(({ fate, slugs }) => `${slugs.length} ${fate.replace('-', ' ')}`)
    .join(', ')
