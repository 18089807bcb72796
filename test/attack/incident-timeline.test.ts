import { expect, test } from 'vitest'
import type { Db } from '../../src/store/tables.ts'
import { channel, openIncident } from '../workflows/incident-world.ts'

type Tampering = [what: string, how: (db: Db) => Promise<unknown>, told: string]

const at = (db: Db, seq: number) =>
  db.updateTable('timeline').where('incident_id', '=', 1).where('seq', '=', seq)

const tampering: Tampering[] = [
  [
    'edited',
    (db) => at(db, 4).set({ event: '{"kind":"note","text":"other"}' }).execute(),
    'entry 4 is not what was written',
  ],
  [
    'dated back',
    (db) =>
      at(db, 4)
        .set({ at: new Date(0) })
        .execute(),
    'entry 4 is not what was written',
  ],
  [
    'given to somebody else',
    (db) => at(db, 4).set({ actor: 'U0TOMAS0001' }).execute(),
    'entry 4 is not what was written',
  ],
  [
    'linked elsewhere',
    (db) => at(db, 4).set({ permalink: 'https://example.com' }).execute(),
    'entry 4 is not what was written',
  ],
  ['removed', (db) => db.deleteFrom('timeline').where('seq', '=', 4).execute(), 'entry 4 is missing'],
  [
    'removed at the end',
    (db) => db.deleteFrom('timeline').where('seq', '=', 5).execute(),
    'entry 5 is missing',
  ],
  ['removed altogether', (db) => db.deleteFrom('timeline').execute(), 'entry 1 is missing'],
  [
    'reordered',
    async (db) => {
      await at(db, 4).set({ seq: 99 }).execute()
      await at(db, 5).set({ seq: 4 }).execute()
      await at(db, 99).set({ seq: 5 }).execute()
    },
    'entry 4 does not follow from the one before it',
  ],
]

test('/incident verify tells whatever was done to the timeline behind its back', async () => {
  const world = await openIncident()
  for (const text of ['one', 'two', 'three']) await world.maya.asks(`/incident note ${text}`, channel)
  const { db } = world.bot.deps
  expect(await world.maya.asks('/incident verify 1')).toContain('is intact')
  for (const [what, how, told] of tampering) {
    const rows = await db.selectFrom('timeline').selectAll().execute()
    await how(db)
    expect(await world.maya.asks('/incident verify 1'), what).toContain(told)
    await db.deleteFrom('timeline').execute()
    const whole = rows.map(({ id: _, ...row }) => ({ ...row, event: JSON.stringify(row.event) }))
    await db.insertInto('timeline').values(whole).execute()
  }
  expect(await world.maya.asks('/incident verify 1')).toContain('is intact')
})
