import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, onTestFinished, test } from 'vitest'
import type { z } from 'zod'
import { exportPage } from '../../src/web/page/export-page.ts'
import { channel, openIncident } from '../workflows/incident-world.ts'
import { openWorld, type World } from '../world.ts'
import { oneCheck } from './one-check.ts'
import { shapes } from './statuspage-shapes.ts'

const get = async ({ bot }: World, path = '/status/') => await fetch(`${bot.url}${path}`)
const text = async (world: World, path?: string) => await (await get(world, path)).text()
/** What a person reads of one component. */
const partOf = (page: string, name: string) =>
  (page.split(`id="component-${name}"`)[1]?.split('</li>')[0] ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

async function api<Name extends keyof typeof shapes>(world: World, name: Name) {
  const answer = await get(world, `/api/v2/${name}`)
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  return shapes[name].parse(await answer.json()) as z.output<(typeof shapes)[Name]>
}

test('the page, its feed and its API tell what is looked at, what was approved and nothing else', async () => {
  const world = await openIncident(oneCheck)
  const { maya, tomas } = world
  const fresh = await text(world)
  expect(partOf(fresh, 'shop')).toContain('Operational')
  const health = await get(world, '/healthz/targets')
  expect([health.status, await health.json()]).toEqual([
    200,
    {
      status: 'ok',
      checks: { 'shop-front': expect.objectContaining({ is: 'up', latencyMs: expect.any(Number) }) },
    },
  ])
  expect(partOf(fresh, 'checkout')).toMatch(/Unknown.*without trouble|Unknown.*No data yet/)
  expect(fresh).toContain('How some systems are is not known')
  const summary = await api(world, 'summary.json')
  expect(summary.status.indicator).toBe('minor')
  expect(summary.components.find(({ id }) => id === 'checkout')).toMatchObject({
    status: 'degraded_performance',
  })
  expect(summary.incidents).toEqual([])

  await maya.asks('/incident affects web', channel)
  await maya.asks('/incident public Some <b>payments</b> & more fail.', channel)
  await world.pass({ seconds: 31 })
  expect(await text(world)).not.toContain('payments')
  await tomas.clicks('Publish', channel)
  await world.pass({ seconds: 31 })
  const troubled = await text(world)
  expect(troubled).toContain('Some &lt;b&gt;payments&lt;/b&gt; &amp; more fail.')
  expect(troubled).toContain('Trouble with Shop')
  expect(partOf(troubled, 'shop')).toContain('Major outage')
  for (const secret of ['checkout returns 500s', 'U0', 'shop-front', '127.0.0.1', channel])
    expect(troubled.replaceAll(/href="[^"]*"/g, '')).not.toContain(secret)
  const open = await api(world, 'incidents/unresolved.json')
  expect(open.incidents).toMatchObject([
    { name: 'Trouble with Shop', status: 'investigating', impact: 'critical' },
  ])
  expect((await api(world, 'status.json')).status).toEqual({
    indicator: 'critical',
    description: 'Major Service Outage',
  })
  const feed = await text(world, '/status/feed.atom')
  expect(XMLValidator.validate(feed)).toBe(true)
  const atom = new XMLParser({ ignoreAttributes: false }).parse(feed).feed
  expect(atom.entry).toMatchObject({ title: { '#text': 'Trouble with Shop (Investigating)' } })
  expect(atom.entry.content['#text']).toContain('Some &lt;b&gt;payments&lt;/b&gt; &amp; more fail.')
  expect([atom.id, atom.updated, atom.entry.id, atom.entry.updated, atom.author.name].every(Boolean)).toBe(
    true,
  )

  await tomas.asks('/incident resolve 1 It was the cache. anyway', channel)
  await world.pass({ seconds: 31 })
  expect((await api(world, 'incidents.json')).incidents).toMatchObject([
    { status: 'resolved', impact: 'critical' },
  ])
  expect((await api(world, 'summary.json')).incidents).toEqual([])
  expect(await text(world, '/status/history-2026-11.html')).toContain('Some &lt;b&gt;payments')
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(await exportPage(`${world.bot.url}/status`, folder)).toBeGreaterThan(10)
  const copy = (name: string) => readFileSync(join(folder, name), 'utf8')
  expect(copy('index.html')).toBe(await text(world))
  for (const [, link = ''] of copy('index.html').matchAll(/href="([^"#]+)"/g)) expect(copy(link)).not.toBe('')
  await expect(exportPage(`${world.bot.url}/nothing`, folder)).rejects.toThrow(
    'answered 404; nothing was written',
  )

  for (const kept of [{ is_private: true }, { is_private: false, is_drill: true }]) {
    await world.bot.deps.db.updateTable('incidents').set(kept).where('id', '=', 1).execute()
    await world.pass({ seconds: 31 })
    for (const path of ['/status/', '/status/feed.atom', '/api/v2/incidents.json'])
      expect([path, kept, await text(world, path)]).toEqual([
        path,
        kept,
        expect.not.stringContaining('payments'),
      ])
  }
})

test('maintenance is announced by whoever may publish, is shown before, during and after, and stands above what fails', async () => {
  const world = await openWorld(oneCheck)
  const { jonas, tomas } = world
  const announce = '/status maintenance add shop from in 3m for 30m because The database <moves>.'
  expect(await jonas.asks(announce)).toContain('you may not decide about that')
  expect(await tomas.asks('/status maintenance add shp from 6:00 to 6:30 because of it')).toContain(
    'Did you mean `shop`?',
  )
  expect(await tomas.asks('/status maintenance add shop from 6:00 because of it')).toContain('when it is')
  expect(await tomas.asks('/status maintenance add shop from 6:00 for 60d because of it')).toContain(
    'lasts longer than 30 days',
  )
  expect(await tomas.asks(announce)).toContain('Maintenance 1 of Shop stands on the')
  await world.pass({ seconds: 31 })
  expect(await text(world)).toMatch(/Maintenance of Shop[\s\S]*Scheduled[\s\S]*The database &lt;moves&gt;\./)
  world.sandbox.faults.siteFails = true
  const begins = (await api(world, 'summary.json')).scheduled_maintenances[0]?.scheduled_for ?? ''
  await world.pass({ seconds: (Date.parse(begins) - world.now().getTime()) / 1000 - 5 })
  expect(partOf(await text(world), 'shop')).toContain('Major outage')
  await world.pass({ seconds: 31 })
  expect(partOf(await text(world), 'shop')).toContain('Under maintenance')
  expect((await api(world, 'components.json')).components[0]?.status).toBe('under_maintenance')
  expect((await api(world, 'scheduled-maintenances.json')).scheduled_maintenances[0]?.status).toBe(
    'in_progress',
  )
  expect(await jonas.asks('/status maintenance end 1')).toContain('you may not decide')
  expect(await tomas.asks('/status maintenance')).toContain('The database &lt;moves&gt;.')
  await tomas.clicks('End now')
  expect(await tomas.asks('/status maintenance end 1')).toContain('is over already')
  await world.pass({ seconds: 31 })
  const after = await text(world)
  const health = await get(world, '/healthz/targets')
  expect([health.status, await health.text()]).toEqual([503, expect.stringContaining('"is":"down"')])
  expect(partOf(after, 'shop')).toContain('Major outage')
  expect(after).toMatch(/Completed[\s\S]*The database/)
  expect((await api(world, 'scheduled-maintenances.json')).scheduled_maintenances[0]?.status).toBe(
    'completed',
  )
  const audit = world.bot.deps.db
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where('subject', '=', 'maintenance:1')
  expect(await audit.execute()).toEqual([
    { actor: 'U0TOMAS0001', action: 'maintenance.announced' },
    { actor: 'U0TOMAS0001', action: 'maintenance.ended' },
  ])
  const said = await tomas.asks('/status page')
  expect(said).toContain(`${world.bot.url}/status/`)
  expect(said).toContain('major outage · Shop')
})
