import type { DeployedFunction } from '../../ports.ts'

export type Wanted = Pick<DeployedFunction, 'slug' | 'version' | 'hash' | 'verifyJwt'>

export type Compared =
  | { is: 'live'; functions: DeployedFunction[] }
  /** Some or all are not there yet; `text` names them. */
  | { is: 'not-yet'; text: string }
  /** Somebody deployed something newer. */
  | { is: 'overtaken'; text: string }

/** What is listed beside what was meant to be: Supabase's own client has been seen to succeed with functions missing. */
export function compare(live: DeployedFunction[], wanted: Wanted[]): Compared {
  const bySlug = new Map(live.map((deployed) => [deployed.slug, deployed]))
  const functions: DeployedFunction[] = []
  const missing: string[] = []
  for (const one of wanted) {
    const found = bySlug.get(one.slug)
    if (found && isSame(found, one)) functions.push(found)
    else if (found && found.version >= one.version) return { is: 'overtaken', text: overtaken(found, one) }
    else missing.push(found ? `${one.slug} is still at version ${found.version}` : `${one.slug} is missing`)
  }
  return missing.length === 0 ? { is: 'live', functions } : { is: 'not-yet', text: missing.join(', ') }
}

/** A hash that is not told cannot differ. */
const isSameHash = (found: Wanted, wanted: Wanted): boolean =>
  found.hash === null || wanted.hash === null || found.hash === wanted.hash

function isSame(found: DeployedFunction, wanted: Wanted): boolean {
  return found.version === wanted.version && isSameHash(found, wanted) && found.verifyJwt === wanted.verifyJwt
}

function overtaken(found: DeployedFunction, wanted: Wanted): string {
  const { slug, version } = wanted
  if (found.version > version)
    return `${slug} is at version ${found.version}, newer than the ${version} of this deployment: somebody deployed it meanwhile.`
  if (!isSameHash(found, wanted))
    return `version ${version} of ${slug} is not what was sent: somebody else deployed it, or Supabase changed it.`
  const [is, should] = [found, wanted].map(({ verifyJwt }) => (verifyJwt ? 'checks' : 'does not check'))
  return `${slug} ${is} callers' tokens, and was deployed as one that ${should} them.`
}
