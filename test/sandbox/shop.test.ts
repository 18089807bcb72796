import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { noFaults } from '../../src/sandbox/faults.ts'
import { startShop } from '../../src/sandbox/shop/shop.ts'
import { emptyDatabase } from '../postgres.ts'

test('the shop’s database is made once, can be broken on the way to it, and starts over', async () => {
  const server = await emptyDatabase()
  onTestFinished(() => server.drop())
  const faults = { ...noFaults }
  const shop = await startShop({ serverUrl: server.url }, faults)
  onTestFinished(() => shop.close())
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: shop.url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query(sql)).rows[0]
    } finally {
      await client.end()
    }
  }
  await ask('delete from payments')
  faults.databaseDown = true
  await expect(ask('select 1')).rejects.toThrow('Connection terminated')
  faults.databaseDown = false
  faults.databaseFull = true
  await expect(ask('select 1')).rejects.toMatchObject({ code: '53300' })
  faults.databaseFull = false
  expect(await ask('select count(*) from payments')).toEqual({ count: '0' })
  await shop.startOver()
  expect(await ask('select count(*) > 1000 as many from payments')).toEqual({ many: true })
})
