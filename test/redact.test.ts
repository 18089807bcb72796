import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, hideable, holdsSecret, redact, secretsOf } from '../src/redact.ts'

const hidden = '[redacted]'
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'c2lnbmF0dXJl'].join('.')

describe('what looks like a secret', () => {
  it.each([
    `xoxb-${'111-222'}-abcdef`,
    `xoxp-${'111-222'}-abcdef`,
    `xoxe.xoxp-${'1-Mi0yLTEy'}`,
    `xapp-1-${'A000-111'}-abcdef`,
    `ghp_${'a1B2c3D4e5'.repeat(3)}`,
    `gho_${'a1B2c3D4e5'.repeat(3)}`,
    `ghs_${'a1B2c3D4e5'.repeat(3)}`,
    `github_pat_${'11AAAA_a1B2c3D4e5'}`,
    `sbp_${'0123456789abcdef'.repeat(2)}`,
    `sb_secret_${'a1B2c3D4e5F6'}`,
    `sk-${'proj-a1B2c3D4e5F6g7H8'}`,
    jwt,
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ\nkqhkiG\n-----END RSA PRIVATE KEY-----',
  ])('is hidden wherever it stands: %s', (secret) => {
    expect(redact(secret)).toBe(hidden)
    expect(redact(`the token ${secret} was refused`)).toBe(`the token ${hidden} was refused`)
    expect(redact(`{"a":"${secret}"}`)).toBe(`{"a":"${hidden}"}`)
    expect(holdsSecret(`key: '${secret}'`)).toBe(true)
  })

  it.each([
    ['https://hooks.slack.com/commands/T1/2/abc', `https://hooks.slack.com/${hidden}`],
    ['http://127.0.0.1:3000/slack/respond/r-12ab', `http://127.0.0.1:3000/slack/respond/${hidden}`],
    ['postgres://bot:p@ss/word@db.example:5432/bot', `postgres://bot:${hidden}@db.example:5432/bot`],
    ['https://me:hunter22@git.example/x', `https://me:${hidden}@git.example/x`],
    [
      'wss://wss.slack.com/link/?ticket=a-b-c&app_id=1',
      `wss://wss.slack.com/link/?ticket=${hidden}&app_id=1`,
    ],
    ['https://x.example/?access_token=abc&page=2', `https://x.example/?access_token=${hidden}&page=2`],
    ['Authorization: Bearer abcdefghijklmnop', `Authorization: Bearer ${hidden}`],
    ['{"password":"hunter2","page":2}', `{"password":"${hidden}","page":2}`],
    ['{"client_secret": "a\\"b"}', `{"client_secret": "${hidden}"}`],
  ])('by its place: %s', (text, shown) => {
    expect(redact(text)).toBe(shown)
  })

  it.each([
    'SLACK_BOT_TOKEN must begin with "xoxb-".',
    'Deployed web to production at 4f81d2a0e4ea9d225c627df823d5aabbccddeeff',
    'http://127.0.0.1:3000/sites/shop-web.harbour.example?page=2',
    'postgres://localhost:5432/pilothouse',
    'Write to maya@harbour.example about https://x.example/a',
    'risk-averse, basic understanding, bearer of news',
  ])('and nothing else: %s', (text) => {
    expect(redact(text)).toBe(text)
    expect(holdsSecret(text)).toBe(false)
  })

  it('can be hidden in JSON that stays JSON, even a key that was cut off', () => {
    const line = JSON.stringify({ text: '-----BEGIN PRIVATE KEY-----\nMIIEvQ"', page: 2 })
    expect(JSON.parse(redact(line))).toEqual({ text: `${hidden}"`, page: 2 })
  })

  it('is found fast in long texts', () => {
    const texts = [
      'a',
      'eyJ',
      'postgres://a:',
      'http://',
      '"token',
      '-----BEGIN PRIVATE KEY-----',
      '?key',
      'xox',
    ]
    const before = performance.now()
    for (const text of texts) redact(text.repeat(100_000 / text.length))
    expect(performance.now() - before).toBeLessThan(3000)
  })
})

describe('secrets by value', () => {
  it('are those variables whose name says so, and passwords in addresses', () => {
    expect(
      secretsOf({
        VERCEL_TOKEN: 'abcdefghijkl',
        SLACK_SIGNING_SECRET: '0123456789abcdef',
        GITHUB_APP_PRIVATE_KEY: 'pem-pem-pem',
        DATABASE_URL: 'postgres://u:p%40ssword@h/db',
        SHOP_API_KEY: 'short',
        MONKEY: 'not a secret',
        SANDBOX_URL: 'http://127.0.0.1:3000',
        DB_PASSWORD: undefined,
      }),
    ).toEqual(
      expect.arrayContaining([
        'abcdefghijkl',
        '0123456789abcdef',
        'pem-pem-pem',
        'postgres://u:p%40ssword@h/db',
        'p%40ssword',
        'p@ssword',
      ]),
    )
    expect(
      secretsOf({ SHOP_API_KEY: 'short', MONKEY: 'not a secret', SANDBOX_URL: 'http://127.0.0.1:1' }),
    ).toEqual([])
    expect(hideable(['short', ' correct-horse ', 'postgres://u:p%40ssword@h/db'])).toEqual(
      expect.arrayContaining(['correct-horse', 'p@ssword']),
    )
    expect(hideable(['short'])).toEqual([])
  })

  it('are hidden whatever they look like, and the rest stays', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{12,40}$/),
        fc.stringMatching(/^[a-z ]{0,20}$/),
        (secret, words) => {
          const hide = createRedactor([secret])
          expect(hide(`${words}<${secret}>${words}`)).not.toContain(secret)
          expect(hide(`<${secret}>`).startsWith('<')).toBe(true)
          expect(hide(words)).toBe(words)
        },
      ),
    )
  })
})
