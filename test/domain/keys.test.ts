import { expect, test } from 'vitest'
import { judgeKeys, keysIn } from '../../src/domain/diagnostic/keys.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const key = (claims: object) => `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`
const now = new Date('2026-11-23T03:00:00Z')
const good = key({ iss: 'supabase', ref: 'shop', role: 'anon', exp: 2_000_000_000 })

test.each([
  ['nothing', '', 'unknown', 'no key stands'],
  ['the project’s own key', good, 'ok', 'a key of shop for anon, good until 2033-05-18'],
  ['another project’s', key({ ref: 'other', role: 'anon' }), 'trouble', 'belongs to the project other'],
  ['one that is over', key({ ref: 'shop', role: 'anon', exp: 1 }), 'trouble', 'good until 1970-01-01'],
  [
    'one that was replaced',
    key({ ref: 'shop', role: 'anon', exp: 2_000_000_001 }),
    'trouble',
    'does not have it',
  ],
  ['a key past every policy', key({ ref: 'shop', role: 'service_role' }), 'trouble', 'a secret key'],
  ['a secret key', 'sb_secret_0123456789abcdef', 'trouble', 'a secret key'],
  ['an unknown publishable key', 'sb_publishable_0123456789', 'trouble', 'does not have it'],
  ['a token of somebody else’s', key({ sub: 'x' }), 'unknown', 'no key stands'],
])('A site with %s is judged, and shows no key', (_what, shipped, is, why) => {
  const found = keysIn(`createClient("https://x", "${shipped}")`)
  const [finding] = judgeKeys({ found, project: 'shop', known: [good], now })
  expect(finding).toMatchObject({ is, why: expect.stringContaining(why) })
  if (shipped !== '') expect(JSON.stringify(finding)).not.toContain(shipped)
})
