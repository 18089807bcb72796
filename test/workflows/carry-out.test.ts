import { describe, expect, test } from 'vitest'
import type { Sighting } from '../../src/domain/act.ts'
import { UpstreamError } from '../../src/domain/errors.ts'
import type { OutsideAct } from '../../src/ports.ts'
import { carryOut, intend, type PlannedAct } from '../../src/workflows/carry-out.ts'
import { openWorld, type World } from '../world.ts'

type Seen = Sighting<object> | UpstreamError

/** An outside world that answers as told, and remembers what it was asked. */
function outside(answers: { perform?: Exclude<Seen, { seen: 'absent' }>[]; observe?: Seen[] }) {
  const asked: string[] = []
  const next = <Answer extends Seen>(name: string, from: Answer[] | undefined) => {
    asked.push(name)
    const answer = from?.shift()
    if (!answer) throw new TypeError(`Nobody thought of another ${name}.`)
    if (answer instanceof UpstreamError) throw answer
    return answer as Exclude<Answer, UpstreamError>
  }
  const act: OutsideAct<object, object> = {
    perform: async () => next('perform', answers.perform),
    observe: async () => next('observe', answers.observe),
  }
  return { act, asked }
}

const planned = (world: World, act: OutsideAct<object, object>): PlannedAct => ({
  act,
  subject: 'incident:1',
  round: 1,
  name: 'test-act',
  key: 'test/incident/1/test-act',
  input: {},
  deadlineAt: new Date(world.now().getTime() + 60_000),
  settleMs: 2000,
  pollMs: 2000,
  isRepeatable: false,
  overdue: (progress) => `Not done in a minute (${progress}).`,
  afterwards: async () => {},
})

/** What a job does, once it was decided that the act is due. */
async function carriedOut({ bot: { deps } }: World, act: PlannedAct): Promise<void> {
  const intended = await deps.db.transaction().execute((trx) => intend(trx, deps, act))
  if (intended) await carryOut(deps, act, intended)
}

const rowOf = ({ bot }: World) =>
  bot.deps.db.selectFrom('acts').selectAll().where('name', '=', 'test-act').executeTakeFirstOrThrow()

const audited = async ({ bot }: World) =>
  (
    await bot.deps.db
      .selectFrom('audit')
      .select('action')
      .where('action', 'like', 'act.%')
      .orderBy('id')
      .execute()
  ).map(({ action }) => action)

const trouble = (facts: { isRetryable: boolean; retryAfterMs?: number }) =>
  new UpstreamError('Slack is away.', { service: 'Slack', ...facts })

const done: Sighting<object> & { seen: 'done' } = { seen: 'done', outcome: { id: 7 } }

describe('an act', () => {
  test('is done once, and never again', async () => {
    const world = await openWorld()
    const { act, asked } = outside({ perform: [done] })
    for (let times = 0; times < 3; times += 1) await carriedOut(world, planned(world, act))
    expect(asked).toEqual(['perform'])
    expect(await rowOf(world)).toMatchObject({ state: 'done', outcome: { id: 7 }, finished_at: world.now() })
    expect(await audited(world)).toEqual(['act.done'])
  })

  test('by two at once is sent by one, and ended once', async () => {
    const world = await openWorld()
    const { act, asked } = outside({ perform: [done, done], observe: [done, done] })
    await Promise.all([1, 2].map(() => carriedOut(world, planned(world, act))))
    expect(asked.filter((name) => name === 'perform')).toHaveLength(1)
    expect(await audited(world)).toEqual(['act.done'])
  })

  test('whose answer was lost is looked for first, and sent again only once it could be seen', async () => {
    const world = await openWorld()
    const { act, asked } = outside({
      perform: [trouble({ isRetryable: true }), done],
      observe: [{ seen: 'absent' }, { seen: 'absent' }],
    })
    await carriedOut(world, planned(world, act))
    await carriedOut(world, planned(world, act))
    expect(asked).toEqual(['perform', 'observe'])
    expect((await rowOf(world)).progress).toContain('looking whether the last attempt arrived')
    await world.pass({ seconds: 3 })
    await carriedOut(world, planned(world, act))
    expect(asked).toEqual(['perform', 'observe', 'observe', 'perform'])
    expect((await rowOf(world)).state).toBe('done')
  })

  test('found to have arrived is not sent again', async () => {
    const world = await openWorld()
    const { act, asked } = outside({ perform: [trouble({ isRetryable: true })], observe: [done] })
    await carriedOut(world, planned(world, act))
    await carriedOut(world, planned(world, act))
    expect(asked).toEqual(['perform', 'observe'])
    expect(await rowOf(world)).toMatchObject({ state: 'done', attempts: 2 })
  })
})

describe('trouble', () => {
  test('is waited for as long as the other side asks', async () => {
    const world = await openWorld()
    const { act } = outside({ perform: [trouble({ isRetryable: true, retryAfterMs: 45_000 })] })
    await carriedOut(world, planned(world, act))
    const row = await rowOf(world)
    expect(row.retry_at).toEqual(new Date(world.now().getTime() + 45_000))
    expect(row.progress).toBe('trying again: Slack is away.')
  })

  test('that asks to wait for days is given up at the deadline', async () => {
    const world = await openWorld()
    const days = trouble({ isRetryable: true, retryAfterMs: 3 * 86_400_000 })
    const { act } = outside({ perform: [days], observe: [days] })
    await carriedOut(world, planned(world, act))
    expect((await rowOf(world)).retry_at).toEqual(new Date(world.now().getTime() + 60_000))
    await world.pass({ minutes: 1 })
    await carriedOut(world, planned(world, act))
    expect(await rowOf(world)).toMatchObject({ state: 'failed', reason: 'Slack is away.' })
  })

  test('that will not pass ends the act with its sentence', async () => {
    const world = await openWorld()
    const { act } = outside({ perform: [trouble({ isRetryable: false })] })
    await carriedOut(world, planned(world, act))
    expect(await rowOf(world)).toMatchObject({ state: 'failed', reason: 'Slack is away.' })
    expect(await audited(world)).toEqual(['act.failed'])
  })

  test('that outlasts the deadline ends the act', async () => {
    const world = await openWorld()
    const { act } = outside({
      perform: [{ seen: 'pending', progress: 'building' }],
      observe: [{ seen: 'pending', progress: 'still building' }],
    })
    await carriedOut(world, planned(world, act))
    expect((await rowOf(world)).state).toBe('intended')
    await world.pass({ seconds: 61 })
    await carriedOut(world, planned(world, act))
    expect(await rowOf(world)).toMatchObject({
      state: 'failed',
      reason: 'Not done in a minute (still building).',
    })
  })

  test('of Pilothouse’s own ends the act, and names the log', async () => {
    const world = await openWorld()
    const { act } = outside({})
    await carriedOut(world, planned(world, act))
    const { state, reason } = await rowOf(world)
    expect(state).toBe('failed')
    expect(reason).toContain('its log has the cause under test/incident/1/test-act')
  })

  test('with something begun that is gone ends the act', async () => {
    const world = await openWorld()
    const { act, asked } = outside({
      perform: [{ seen: 'pending', remote: 'run 9' }],
      observe: [{ seen: 'absent' }],
    })
    await carriedOut(world, planned(world, act))
    await carriedOut(world, planned(world, act))
    expect(asked).toEqual(['perform', 'observe'])
    expect((await rowOf(world)).reason).toBe('It began as run 9, which is no longer there.')
  })
})
