import { inflateSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { NewRow } from '../../src/store/tables.ts'
import { openWorld, type World } from '../world.ts'

const at = (text: string) => new Date(`${text}Z`)

/** Incidents as they would stand there long after. */
async function insert({ bot }: World, rows: Partial<NewRow<'incidents'>>[]): Promise<void> {
  const base: NewRow<'incidents'> = {
    ...{ title: 'checkout is down', severity: 'p0', declared_by: 'U0PRIYA0001' },
    state: 'resolved',
    ...{ commander: 'U0PRIYA0001', declared_at: at('2026-11-10T10:00:00'), resolved_by: 'U0PRIYA0001' },
    ...{ channel: null, source_link: null, mitigated_at: null, resolved_at: null, summary: 'Done.' },
    ...{ wake_at: null, impact_at: null, detected_at: null, acknowledged_at: null, closed_at: null },
    ...{ dropped_at: null, dropped_by: null, dropped_because: null, merged_into: null },
    ...{ pause: null, relaxed_every: null },
  }
  await bot.deps.db
    .insertInto('incidents')
    .values(rows.map((row) => ({ ...base, ...row })))
    .execute()
}

const repaired = (minutes: number, change: Partial<NewRow<'incidents'>> = {}) => ({
  resolved_at: new Date(at('2026-11-10T10:00:00').getTime() + minutes * 60_000),
  ...change,
})

test('/incident metrics measures what was said, counts what was not, and leaves drills and others’ secrets out', async () => {
  const world = await openWorld()
  expect(await world.maya.asks('/incident metrics')).toContain('No incidents were declared from')
  await insert(world, [
    repaired(20, { impact_at: at('2026-11-10T09:57:00'), acknowledged_at: at('2026-11-10T10:02:00') }),
    repaired(40, { severity: 'p1', mitigated_at: at('2026-11-10T10:15:00') }),
    repaired(90, { declared_at: at('2026-10-31T23:00:00'), resolved_at: at('2026-11-01T00:30:00') }),
    repaired(1, { is_drill: true }),
    repaired(2, { is_private: true }),
    repaired(3, {
      state: 'declined',
      dropped_at: at('2026-11-10T10:03:00'),
      dropped_by: 'U',
      dropped_because: 'no',
    }),
  ])
  const said = await world.maya.asks('/incident metrics')
  expect(said).toContain('3 incidents, declared from')
  expect(said).toContain('40 min, p90 1 h 30 min (3 of 3), 2 of 3 in time')
  expect(said).toContain('3 min, p90 3 min (1 of 3), 1 of 1 in time')
  expect(said).toContain('unknown (0 of 1)')
  expect(said).toContain('One private incident is left out, of which you are not a part.')
  expect(said).toMatch(/Time to repair, by month[\s\S]*Updates that were promised: 0 on time/)
  expect(await world.priya.asks('/incident metrics')).toContain('4 incidents, declared from')
  expect(await world.maya.asks('/incident metrics 2026-10 p0')).toContain('1 incident, declared from')
  expect(await world.maya.asks('/incident metrics 30dd')).toContain('and nothing else')
  expect(await world.maya.asks('/incident metrics 30d csv')).toContain('in your direct message')
  await world.maya.asks('/incident metrics 30d')
  expect(await world.maya.clicks('As Markdown')).toContain('in your direct message')
  const files = world.maya.sees('pilothouse').flatMap(({ files = [] }) => files)
  expect(files.map(({ name }) => name)).toEqual([
    'incident-metrics-2026-10-24.csv',
    'incident-metrics-2026-10-24.md',
  ])
  const [csv, markdown] = await Promise.all(files.map(async ({ url }) => await (await fetch(url)).text()))
  expect(csv).toContain('severity,p0,2,repair,1380,5400,2,1,2\r\n')
  expect(markdown).toContain('| P1 | 1 | unknown (0 of 1) | unknown (0 of 1) | 15 min, p90 15 min (1 of 1) |')
})

test('where Slack draws no charts, the chart comes as a picture with words in it', async () => {
  const world = await openWorld()
  await insert(world, [repaired(20)])
  world.sandbox.faults.slackWithoutCharts = true
  const said = await world.maya.asks('/incident metrics')
  expect(said).toContain('it is a picture in your direct message')
  expect(said).not.toContain('Time to repair, by month')
  const [file] = world.maya.sees('pilothouse').flatMap(({ files = [] }) => files)
  expect(file?.mimetype).toBe('image/png')
  const bytes = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer())
  expect(darkPixels(bytes, { from: 10, to: 45 })).toBeGreaterThan(500)
  world.sandbox.slack.failNext('files.completeUploadExternal', 'restricted_action')
  expect(await world.maya.asks('/incident metrics')).toContain('did not take it as a picture either')
})

test('5,000 incidents are measured in well under a second', async () => {
  const world = await openWorld()
  await insert(world, [repaired(20)])
  const { db } = world.bot.deps
  await sql`insert into incidents (title, severity, state, declared_by, declared_at, commander, resolved_at, resolved_by, summary)
    select 'again', 'p' || n % 4, 'resolved', 'U0PRIYA0001', timestamptz '2026-11-20' - n * interval '20 minutes',
      'U0PRIYA0001', timestamptz '2026-11-20', 'U0PRIYA0001', 'Done.' from generate_series(1, 5000) n`.execute(
    db,
  )
  await sql`insert into timeline (incident_id, seq, at, actor, event, previous_hash, hash)
    select i.id, n, i.declared_at, 'U0PRIYA0001', '{"kind": "note", "text": "a line of the usual length, more or less"}', '', ''
    from incidents i, generate_series(1, 4) n`.execute(db)
  const began = performance.now()
  expect(await world.maya.asks('/incident metrics')).toContain('5001 incidents, declared from')
  expect(performance.now() - began).toBeLessThan(2000)
})

/** How many pixels of these rows are dark: the title, and nothing else. */
function darkPixels(png: Buffer, { from, to }: { from: number; to: number }): number {
  const width = png.readUInt32BE(16)
  const parts: Buffer[] = []
  for (let place = 8; place < png.length; ) {
    const length = png.readUInt32BE(place)
    if (png.toString('latin1', place + 4, place + 8) === 'IDAT')
      parts.push(png.subarray(place + 8, place + 8 + length))
    place += length + 12
  }
  const rows = inflateSync(Buffer.concat(parts))
  const stride = width * 4
  let dark = 0
  let above: Buffer = Buffer.alloc(stride)
  for (let y = 0; y < to; y += 1) {
    const row = unfiltered(rows.subarray(y * (stride + 1), (y + 1) * (stride + 1)), above)
    for (let x = 0; x < stride && y >= from; x += 4) if ((row[x] ?? 255) < 100) dark += 1
    above = row
  }
  return dark
}

/** https://www.w3.org/TR/png-3/#9Filters, four bytes to a pixel. */
function unfiltered(line: Buffer, above: Buffer): Buffer {
  const row = Buffer.alloc(line.length - 1)
  for (const [x, byte] of line.subarray(1).entries()) {
    const [left, up, corner] = [row[x - 4] ?? 0, above[x] ?? 0, x < 4 ? 0 : (above[x - 4] ?? 0)]
    const guess = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)][line[0] ?? 0] ?? 0
    row[x] = byte + guess
  }
  return row
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs)
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left
  return (b ?? 0) <= (c ?? 0) ? up : corner
}
