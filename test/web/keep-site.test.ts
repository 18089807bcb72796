import { expect, test } from 'vitest'
import { keepSite } from '../../src/web/page/keep-site.ts'
import { pageRoutes } from '../../src/web/page/routes.ts'
import { siteOf } from '../../src/web/page/site.ts'
import { silentLog } from '../silent-log.ts'
import { fullPage, madeAt } from './sample-page.ts'

test('the page is made twice a minute at most, and while it cannot be made the last one is served, or nothing', async () => {
  const clock = { now: madeAt.getTime(), made: 0, isAway: true }
  const now = () => new Date(clock.now)
  const make = async () => {
    clock.made += 1
    if (clock.isAway) throw new Error('the database is away')
    return siteOf(fullPage(now()), 'https://status.example/', null)
  }
  const routes = pageRoutes({
    policy: fullPage().policy,
    log: silentLog,
    site: keepSite(make, now, silentLog),
  })
  const get = async (path = '/status/', headers = {}) => await routes.request(path, { headers })
  const unknown = await get()
  expect([unknown.status, await unknown.text()]).toEqual([
    503,
    expect.stringContaining('is not known at the moment'),
  ])
  clock.isAway = false
  const [first] = await Promise.all([get(), get(), get('/api/v2/status.json')])
  expect([first?.status, clock.made]).toEqual([200, 2])
  const tag = first?.headers.get('etag') ?? ''
  expect((await get('/status/', { 'if-none-match': `W/${tag}` })).status).toBe(304)
  clock.now += 31_000
  clock.isAway = true
  const kept = await get()
  expect([kept.headers.get('etag'), clock.made]).toEqual([tag, 3])
  clock.isAway = false
  expect((await get('/status/', { 'if-none-match': tag })).status).toBe(200)
  expect((await get('/status')).headers.get('location')).toBe('/status/')
  expect((await get('/status/history-2020-01.html')).status).toBe(404)
})
