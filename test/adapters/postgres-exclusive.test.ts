import { afterEach, beforeEach, expect, test } from 'vitest'
import { createExclusive } from '../../src/adapters/postgres/exclusive.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'

let database: FreshDatabase
let replicas: ReturnType<typeof createExclusive>[]

beforeEach(async () => {
  database = await freshDatabase()
  replicas = [createExclusive(database.url, silentLog), createExclusive(database.url, silentLog)]
})

afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()))
  await database.drop()
})

function replica(index: number) {
  const found = replicas[index]
  if (!found) throw new Error(`There is no replica ${index}`)
  return found.exclusive
}

test('while one replica works on a name, no one else does, and afterwards anyone may', async () => {
  const [mine, others] = [replica(0), replica(1)]
  const refused: boolean[] = []
  const isDone = await mine('deployment:1', async () => {
    refused.push(await others('deployment:1', async () => {}), await mine('deployment:1', async () => {}))
  })
  expect([isDone, ...refused]).toEqual([true, false, false])
  expect(await others('deployment:1', async () => {})).toBe(true)
})

test('other names go on', async () => {
  let wentOn = false
  await replica(0)('deployment:1', async () => {
    wentOn = await replica(1)('deployment:2', async () => {})
  })
  expect(wentOn).toBe(true)
})

test('work that throws gives its name back', async () => {
  const failing = replica(0)('deployment:1', async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await replica(1)('deployment:1', async () => {})).toBe(true)
})

test('a hundred at once on one name: never two together', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise(setImmediate)
    inside--
  }
  const results = await Promise.all(
    Array.from({ length: 100 }, (_, i) => replica(i % 2)('deployment:1', work)),
  )
  expect(most).toBe(1)
  expect(results).toContain(true)
})
