import { expect, test } from 'vitest'
import { channel, count, openIncident, read } from '../workflows/incident-world.ts'

const options = { links: { secret: 'a-secret-for-tests-of-32-characters', webUrl: null } }

/** What a browser would send of the first form with this button. */
function fieldsOf(page: string, does: string): Record<string, string> {
  const form = page.split('<form').find((part) => part.includes(`value="${does}"`)) ?? ''
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
}

const post = async (url: string, fields: Record<string, string>) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: response.status, page: await response.text() }
}

test('while Slack is away, a personal page posts an update once and resolves the incident', async () => {
  const world = await openIncident({ ...options })
  await world.maya.asks('/incident page <!subteam^S0ONCALL001|@on-call> because of money', channel)
  const answer = await world.tomas.asks('/incident link', channel)
  const url = /<(http[^|>]+\/respond\/[^|>]+)\|/.exec(answer)?.[1] ?? ''
  expect(answer).toContain('It works for 24 hours')
  expect(await (await fetch(url)).text()).toContain('paged the user group on-call')
  world.sandbox.faults.slackRateLimited = true
  const opened = await fetch(url)
  const policy = opened.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/default-src 'none'.*style-src 'sha256-[^']+'.*form-action 'self'/)
  expect(opened.headers.get('cache-control')).toBe('no-store')
  const page = await opened.text()
  expect(page).toContain('checkout returns 500s')
  expect(page).toContain('done in the name of <strong>Tomas Okafor</strong>')
  const update = { ...fieldsOf(page, 'update'), whatChanged: 'We <b>know</b> why.', state: 'identified' }
  Object.assign(update, { publicText: 'Some <b>payments</b> fail.' })
  const sent = await Promise.all([post(url, update), post(url, update)])
  expect(sent.some(({ page }) => page.includes('Your update is saved.'))).toBe(true)
  expect(sent[0].page).not.toContain('<b>')
  expect(page).not.toContain('<option value="triage"')
  const again = await post(url, { ...fieldsOf(sent[0].page, 'update'), whatChanged: '' })
  expect([again.status, again.page]).toEqual([422, expect.stringContaining('The update is empty')])
  expect(again.page).toContain('Tomas Okafor posted an update')
  const early = { ...fieldsOf(again.page, 'resolve'), summary: ' ', anyway: 'Slack is away.' }
  const refused = await post(url, early)
  expect([refused.status, refused.page]).toEqual([422, expect.stringContaining('The summary is empty')])
  expect(refused.page).toContain('>Slack is away.</textarea>')
  expect(refused.page).toMatch(/Maya Lindqvist paged the user group on-call.*Tomas Okafor suggested words/s)
  const publish = { ...fieldsOf(refused.page, 'publish'), does: 'publish' }
  expect((await post(url, { ...publish, publicId: '9' })).page).toContain('There is no public update 9')
  const published = await post(url, publish)
  expect(published.page).toContain('The words are published.')
  expect(published.page).not.toContain('<blockquote>')
  expect((await post(url, { ...publish, does: 'reject' })).page).toContain('was published by')
  const late = {
    ...fieldsOf(refused.page, 'resolve'),
    summary: 'It was the cache.',
    anyway: 'Slack is away.',
  }
  expect((await post(url, late)).page).toContain('The incident is resolved.')
  world.sandbox.faults.slackRateLimited = false
  await world.pass({ minutes: 3 })
  expect(count(world.maya, channel, 'We &lt;b&gt;know&lt;/b&gt; why.')).toBeGreaterThan(0)
  expect(count(world.maya, channel, '*What changed*')).toBe(1)
  expect(read(world.maya)).toContain('Resolved · incident 1')
  const audit = world.bot.deps.db.selectFrom('audit').selectAll().where('action', '=', 'incident.update')
  expect(await audit.execute()).toMatchObject([{ actor: 'U0TOMAS0001', detail: { via: 'web link' } }])
})

test('nobody gets in by a link that is forged, old, of another incident, or by a form of elsewhere', async () => {
  const world = await openIncident({ ...options })
  const { deps, url: home } = world.bot
  const claims = { incident: 1, user: 'U0MAYA00001', name: null }
  const good = deps.links?.linkFor(claims, 60_000) ?? ''
  const [payload = '', seal = ''] = good.split('/respond/')[1]?.split('.') ?? []
  const other = Buffer.from(JSON.stringify({ ...claims, user: 'U0PRIYA0001', until: 9e15 })).toString(
    'base64url',
  )
  const forged = [`${other}.${seal}`, payload, `${payload}.`, `${payload}.${seal}x`, 'nonsense', '%00']
  for (const token of forged) {
    const response = await fetch(`${home}/respond/${token}`)
    expect([token, response.status]).toEqual([token, 403])
    expect(await response.text()).not.toContain('checkout')
  }
  const page = await (await fetch(good)).text()
  const bare = await post(good, { does: 'resolve', summary: 'Gone.' })
  expect([bare.status, bare.page]).toEqual([422, expect.stringContaining('nothing was changed')])
  const elsewhere = deps.links?.linkFor({ ...claims, user: 'U0PRIYA0001' }, 60_000) ?? ''
  expect((await post(elsewhere, { ...fieldsOf(page, 'update'), whatChanged: 'Hm.' })).status).toBe(422)
  const back = { ...fieldsOf(page, 'update'), whatChanged: 'Hm.', state: 'triage' }
  expect((await post(good, back)).page).toContain('Your update is saved.')
  await world.pass({ seconds: 61 })
  expect((await fetch(good)).status).toBe(403)
  const leaver = deps.links?.linkFor({ ...claims, user: 'U0PRIYA0001' }, 3_600_000) ?? ''
  expect((await fetch(leaver)).status).toBe(200)
  for (const user of world.sandbox.slack.state.users) user.isDeactivated = user.id === 'U0PRIYA0001'
  await world.pass({ minutes: 11 })
  expect((await fetch(leaver)).status).toBe(403)
  await deps.db.updateTable('incidents').set({ is_private: true }).execute()
  const stranger = deps.links?.linkFor({ ...claims, user: 'U0STRANGER1' }, 60_000) ?? ''
  expect((await fetch(stranger)).status).toBe(403)
})
