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
