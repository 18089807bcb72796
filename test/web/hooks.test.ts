import { expect, test } from 'vitest'
import type { AlertHook } from '../../src/domain/alert/hook.ts'
import { readPost } from '../../src/web/hooks/read.ts'
import { alertHooks } from '../../src/web/hooks/routes.ts'
import { read, sample } from '../config/sample.ts'
import { cases } from './hook-cases.ts'
import { bearer, secret } from './hook-posts.ts'

const config = read(sample)

/** A hook of this kind, and what it kept. */
function hooked(hook: Partial<AlertHook>) {
  const kept: { body: string; event: string | null; delivery: string | null }[] = []
  const counted: string[] = []
  const whole: AlertHook = { kind: 'generic', secret, proof: 'header', mapping: null, ...hook }
  const routes = alertHooks({
    config: { ...config, alerts: { ...config.alerts, hooks: { it: whole } } },
    intake: {
      keep: async (post) => kept.push(post) > 0,
      count: (source, what) => counted.push(`${source} ${what}`),
    },
  })
  const post = async (path: string, body: string, headers: Record<string, string> = {}) =>
    (await routes.request(path, { method: 'POST', body, headers })).status
  return { kept, counted, post, hook: whole }
}

test.each(cases)('$kind tells of $tells', async ({ kind, headers, body, reads, mapping = null }) => {
  const { post, kept, counted, hook } = hooked({ kind, mapping })
  const text = JSON.stringify(body)
  expect(await post('/it', text, headers(text))).toBe(202)
  const forged = {
    ...headers(`${text} `),
    ...('authorization' in headers(text) ? { authorization: 'Bearer no' } : {}),
  }
  expect([await post('/it', text, forged), counted]).toEqual([401, ['it refused']])
  const [first] = kept
  const alerts = readPost(hook, { body: JSON.parse(first?.body ?? ''), event: first?.event ?? null }, config)
  expect(
    alerts?.map(
      ({ isFiring, level, service, environment, title, facts }) =>
        `${isFiring ? 'firing' : 'over'} ${level} ${service ?? '-'}/${environment ?? '-'}: ${title}${facts.length > 0 ? ` [${facts}]` : ''}`,
    ) ?? null,
  ).toEqual(reads)
  if (kind === 'github' || kind === 'sentry') expect(first?.delivery).toBe('d-1')
  if (kind === 'vercel') expect(first?.delivery).toBe('evt_1')
  expect(new Set(alerts?.map(({ fingerprint }) => fingerprint)).size).toBeLessThanOrEqual(1)
})

test('A secret in the address is the only proof where the file says so, and none where it does not', async () => {
  const inPath = hooked({ proof: 'path' })
  expect(await inPath.post(`/it/${secret}`, '{}')).toBe(202)
  expect(await inPath.post('/it/another', '{}')).toBe(401)
  expect(await inPath.post('/it', '{}', bearer())).toBe(401)
  expect(await hooked({}).post(`/it/${secret}`, '{}', bearer())).toBe(401)
})
