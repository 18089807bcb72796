import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Trx } from '../../src/store/tables.ts'
import { advance, type Due } from '../../src/workflows/advance.ts'
import type { PlannedAct } from '../../src/workflows/carry-out.ts'
import { openWorld, until, type World } from '../world.ts'

const planned = ({ now }: World): PlannedAct => ({
  act: {
    perform: async () => ({ seen: 'done', outcome: {} }),
    observe: async () => ({ seen: 'done', outcome: {} }),
  },
  subject: 'deployment:1',
  round: 1,
  name: 'test-act',
  key: 'test/deployment/1/test-act',
  input: {},
  deadlineAt: new Date(now().getTime() + 60_000),
  settleMs: 0,
  pollMs: 1000,
  isRepeatable: false,
  overdue: () => 'It took too long.',
  afterwards: async () => {},
})

/** Stands for the row that an act is decided under. */
const lockRow = async (trx: Trx) => await sql`select pg_advisory_xact_lock(4711)`.execute(trx)

const isSomebodyWaiting = async ({ bot: { deps } }: World) => {
  const { rows } =
    await sql`select 1 from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`.execute(
      deps.db,
    )
  return rows.length > 0
}

test('whoever cancels as an act is decided, finds that act stored, and can be told that it is too late', async () => {
  const world = await openWorld()
  const { deps } = world.bot
  const found: string[] = []
  const others: Promise<void>[] = []
  const cancel = async (trx: Trx) => {
    await lockRow(trx)
    const acts = await trx.selectFrom('acts').select('name').execute()
    found.push(...acts.map(({ name }) => name))
  }
  const decide = async (trx: Trx): Promise<Due> => {
    await lockRow(trx)
    if (others.length > 0) return 'nothing'
    others.push(deps.db.transaction().execute(cancel))
    await until(() => isSomebodyWaiting(world))
    return planned(world)
  }
  await advance(deps, { kind: 'deployment', id: '1', decide })
  await Promise.all(others)
  expect(found).toEqual(['test-act'])
})

test('however often one id is to be looked at at one time, one wake-up call waits for it', async () => {
  const { bot } = await openWorld()
  const { db, jobs, now } = bot.deps
  const at = (minutes: number) => new Date(now().getTime() + minutes * 60_000)
  await db.transaction().execute(async (trx) => {
    for (let count = 0; count < 4; count += 1) await jobs.wake(trx, 'advance-incident', '7', at(60))
    await jobs.wake(trx, 'advance-incident', '8', at(60))
    await jobs.wake(trx, 'advance-incident', '7', at(61))
  })
  const { rows } = await sql<{ id: string }>`select data->>'id' as id from pgboss.job
    where name = 'advance-incident' and state = 'created' order by start_after, 1`.execute(db)
  expect(rows.map(({ id }) => id)).toEqual(['7', '8', '7'])
})

test('what is decided again and again without changing anything is left alone, and does not spin', async () => {
  const world = await openWorld()
  const { deps } = world.bot
  let looks = 0
  const again = (due: Due) => async (): Promise<Due> => {
    looks += 1
    return due
  }
  await advance(deps, { kind: 'deployment', id: '1', decide: again(planned(world)) })
  expect(looks).toBeLessThan(10)
  looks = 0
  await advance(deps, { kind: 'deployment', id: '1', decide: again('moved') })
  expect(looks).toBe(1000)
})
