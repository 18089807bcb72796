import { UpstreamError } from '../../domain/errors.ts'
import type { FlagHost, FlagPlace } from '../../ports.ts'
import { createVercelClient, type VercelAccess, type VercelClient } from '../vercel/client.ts'
import { edgeConfigFlags } from './edge-config-flags.ts'
import { postgresFlags } from './postgres-flags.ts'

/** The flags of one place. */
export type FlagStore = {
  list(): Promise<{ name: string; isOn: boolean; updatedAt?: Date | undefined }[]>
  /** Null where the place holds no such flag. */
  read(name: string): Promise<boolean | null>
  /** Changes a flag unless it is so already; false where the place holds no such flag. */
  set(name: string, isOn: boolean): Promise<boolean>
}

export type FlagAccess = { vercel?: VercelAccess | undefined }

/**
 * Kill switches in a Postgres table or in an Edge Config of Vercel. A statement or call ends after 5 s. Every method
 * throws `UpstreamError`.
 */
export function createFlagHost(access: FlagAccess, timeoutMs = 5000): FlagHost {
  const vercel = access.vercel && createVercelClient(access.vercel, timeoutMs)
  const storeAt = (place: FlagPlace): FlagStore =>
    place.kind === 'postgres' ? postgresFlags(place, timeoutMs) : edgeConfigFlags(place, needed(vercel))
  return {
    list: async (place) => storeAt(place).list(),
    switch: {
      perform: async (_key, { place, name, isOn }) => {
        const store = storeAt(place)
        const isThere = await store.set(name, isOn)
        if (!isThere) return { seen: 'failed', reason: await unknownFlag(store, name) }
        return { seen: 'done', outcome: { name, isOn } }
      },
      observe: async (_key, { place, name, isOn }) => {
        const is = await storeAt(place).read(name)
        return is === isOn ? { seen: 'done', outcome: { name, isOn } } : { seen: 'absent' }
      },
    },
  }
}

function needed(vercel: VercelClient | undefined): VercelClient {
  if (vercel) return vercel
  throw new UpstreamError('This flag is kept at Vercel, and there is no VERCEL_TOKEN. Set it and restart.', {
    service: 'Vercel',
    isRetryable: false,
  })
}

/** As many names as a person reads. */
const shownNames = 10

async function unknownFlag(store: FlagStore, name: string): Promise<string> {
  const names = (await store.list()).map((flag) => flag.name)
  const known = names.slice(0, shownNames).join(', ') + (names.length > shownNames ? ' …' : '')
  return `There is no flag ${name}. ${names.length > 0 ? `There are: ${known}.` : 'There is none at all in that place.'}`
}
