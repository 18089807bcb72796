import { readFileSync } from 'node:fs'
import pg from 'pg'

const name = 'shop'

/** Makes the shop's database on a server where it has none yet, and returns its address. */
export async function openShop(serverUrl: string): Promise<string> {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const isNew = await within(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    return rowCount === 0
  })
  if (!isNew) return url.href
  // Filled under another name, so that no kill leaves half of one.
  const fresh = new URL(url)
  fresh.pathname = `/${name}_new`
  await ask(serverUrl, `drop database if exists ${name}_new`)
  await ask(serverUrl, `create database ${name}_new`)
  await fillShop(fresh.href)
  await ask(serverUrl, `alter database ${name}_new rename to ${name}`)
  return url.href
}

/** The shop as it was at first. */
export async function reopenShop(serverUrl: string): Promise<string> {
  await ask(serverUrl, `drop database if exists ${name} with (force)`)
  return await openShop(serverUrl)
}

/** Fills an empty database with the shop's tables and what is in them. */
export async function fillShop(url: string): Promise<void> {
  await ask(url, readFileSync(new URL('shop.sql', import.meta.url), 'utf8'))
}

const ask = (url: string, sql: string): Promise<void> =>
  within(url, async (client) => void (await client.query(sql)))

async function within<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
