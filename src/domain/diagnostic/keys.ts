import { z } from 'zod'
import type { Evidence } from './diagnostic.ts'

const keyLook = /eyJ[\w-]{6,2000}\.eyJ[\w-]{6,4000}\.[\w-]{6,1000}|\bsb_(?:publishable|secret)_[\w-]{8,200}/g

/** Whatever in a text looks like one of Supabase's keys, each once. */
export const keysIn = (text: string): string[] => [...new Set(text.match(keyLook) ?? [])]

/** A key as it may be shown: what it says of itself, and its last four characters. */
type KeyFacts = { end: string; role: string; ref: string | null; endsAt: Date | null }

const claims = z.object({
  role: z.string().catch('unknown'),
  ref: z.string().nullable().catch(null),
  exp: z.number().nullable().catch(null),
})

/** Null where it is no key of Supabase's: a token of somebody else's has the same look. */
export function factsOf(key: string): KeyFacts | null {
  const end = `…${key.slice(-4)}`
  const kind = /^sb_(publishable|secret)_/.exec(key)?.[1]
  if (kind !== undefined) return { end, role: kind, ref: null, endsAt: null }
  const read = claims.safeParse(jsonIn(key.split('.')[1] ?? ''))
  if (!read.success || (read.data.ref === null && read.data.role === 'unknown')) return null
  const { role, ref, exp } = read.data
  return { end, role, ref, endsAt: exp === null ? null : new Date(exp * 1000) }
}

function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

type Judged = { found: readonly string[]; project: string; known: readonly string[]; now: Date }

/** The keys that a site ships, against those of the project that it should use. */
export function judgeKeys({ found, ...against }: Judged): Evidence[] {
  const judged = found.flatMap((key) => judgeKey(key, against) ?? [])
  if (judged.length > 0) return judged
  return [
    {
      ...{ what: 'The site’s key', is: 'unknown', why: 'no key stands in the page or in its own scripts' },
      fix: 'Look whether the site asks Supabase from its server only, which is fine, or loads its key later.',
    },
  ]
}

function judgeKey(key: string, { project, known, now }: Omit<Judged, 'found'>): Evidence | null {
  const facts = factsOf(key)
  if (!facts) return null
  const { end, role, ref, endsAt } = facts
  const what = `The key ${end} on the site`
  if (role === 'service_role' || role === 'secret')
    return {
      ...{
        what,
        is: 'trouble',
        why: 'it is a secret key, which passes every policy, and everybody can read it',
      },
      fix: 'Replace it in Supabase at once, then take it out of the site.',
    }
  const release = { remedy: 'roll-back' as const }
  if (ref !== null && ref !== project)
    return {
      ...{ what, is: 'trouble', why: `it belongs to the project ${ref} and not to ${project}`, ...release },
      fix: 'Set the variable with the key to that of the project and deploy again, or roll back.',
    }
  if (endsAt !== null && endsAt <= now)
    return {
      ...{ what, is: 'trouble', why: `it was good until ${day(endsAt)}` },
      fix: 'Set the variable to a key that is good, and deploy again.',
    }
  if (!known.includes(key))
    return {
      ...{
        what,
        is: 'trouble',
        why: `${project} does not have it: it was replaced or switched off`,
        ...release,
      },
      fix: 'Set the variable with the key to one that the project has, and deploy again.',
    }
  const until = endsAt === null ? '' : `, good until ${day(endsAt)}`
  return { what, is: 'ok', why: `it is a key of ${project} for ${role}${until}` }
}

const day = (at: Date): string => at.toISOString().slice(0, 10)
