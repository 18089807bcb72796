import type { Faults } from '../slack/protocol.ts'
import { noShopUrl, startShopGate } from './gate.ts'
import { openShop, reopenShop } from './seed.ts'

/** Where the shop's database is: on a server, or ready; null where there is none. */
export type ShopPlace = { serverUrl: string } | { databaseUrl: string } | null

export type Shop = {
  url: string
  startOver(): Promise<void>
  close(): Promise<void>
}

/** The database of the team's own product, which the bot looks into. */
export async function startShop(place: ShopPlace, faults: Faults): Promise<Shop> {
  if (place === null) return { url: noShopUrl, startOver: async () => {}, close: async () => {} }
  const databaseUrl = 'serverUrl' in place ? await openShop(place.serverUrl) : place.databaseUrl
  const gate = await startShopGate(databaseUrl, () =>
    faults.databaseDown ? 'away' : faults.databaseFull ? 'full' : null,
  )
  return {
    ...gate,
    startOver: async () => void ('serverUrl' in place && (await reopenShop(place.serverUrl))),
  }
}
