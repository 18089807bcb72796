import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { FlagPlace } from '../../ports.ts'
import { itemAnswer } from '../vercel/answers.ts'
import type { VercelClient } from '../vercel/client.ts'
import type { FlagStore } from './flag-host.ts'

type Place = FlagPlace & { kind: 'vercel-edge-config' }

/**
 * Flags in one item of an Edge Config (which Vercel renamed to Global Config): an object of names and true or false.
 * Vercel replaces an item whole and knows no condition, so what another writer changes within the same moment is lost.
 * https://vercel.com/docs/rest-api/global-config
 */
export function edgeConfigFlags(place: Place, client: VercelClient): FlagStore {
  const config = ['v1', 'global-config', place.store]
  const item = async () => {
    const what = `read the item ${place.item} of ${place.store}`
    const path = [...config, 'item', place.item]
    const { value, updatedAt } = await client.ask(what, itemAnswer, { of: place, path })
    return { flags: flagsIn(place, value), updatedAt: updatedAt ? new Date(updatedAt) : undefined }
  }
  return {
    list: async () => {
      const { flags, updatedAt } = await item()
      return switches(flags).map(([name, isOn]) => ({ name, isOn, updatedAt }))
    },
    read: async (name) => {
      const { flags } = await item()
      return switches(flags).find(([known]) => known === name)?.[1] ?? null
    },
    set: async (name, isOn) => {
      const { flags } = await item()
      const was = switches(flags).find(([known]) => known === name)?.[1]
      if (was === undefined || was === isOn) return was !== undefined
      await client.act(`switch the flag ${name}`, z.unknown(), {
        of: place,
        method: 'PATCH',
        path: [...config, 'items'],
        body: { items: [{ operation: 'update', key: place.item, value: { ...flags, [name]: isOn } }] },
      })
      return true
    },
  }
}

/** An item may hold other settings beside its switches; they are left as they are. */
const switches = (flags: Record<string, unknown>): [string, boolean][] =>
  Object.entries(flags).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')

function flagsIn({ item, store }: Place, value: unknown): Record<string, unknown> {
  const flags = z.record(z.string(), z.unknown()).safeParse(value).data
  if (flags) return flags
  const message = `The item ${item} of ${store} holds no flags. It should be an object such as {"new-basket": true}.`
  throw new UpstreamError(message, { service: 'Vercel', isRetryable: false, code: 'unreadable' })
}
