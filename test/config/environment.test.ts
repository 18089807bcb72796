import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Environment, readEnvironment, withDotEnv } from '../../src/config.ts'

const bot = { SLACK_BOT_TOKEN: 'xoxb-1111-abcdef' }
const app = { SLACK_APP_TOKEN: 'xapp-1-A000-abcdef' }
const signing = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' }
const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END PRIVATE KEY-----\n'

function read(env: Record<string, string>): Environment {
  const reading = readEnvironment(env)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.ok
}

function problems(env: Record<string, string>): string[] {
  const reading = readEnvironment(env)
  return 'problems' in reading ? reading.problems : []
}

describe('which way to run', () => {
  it('is the sandbox without any Slack token, on this machine only', () => {
    expect(read({})).toMatchObject({
      mode: 'sandbox',
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      configFile: 'pilothouse.yml',
    })
  })

  it('is Socket Mode with an app token, whether or not there is a signing secret', () => {
    expect(read({ ...bot, ...app })).toMatchObject({
      mode: 'socket',
      host: '127.0.0.1',
      slack: {
        botToken: bot.SLACK_BOT_TOKEN,
        appToken: app.SLACK_APP_TOKEN,
        apiUrl: 'https://slack.com/api/',
      },
    })
    expect(read({ ...bot, ...app, ...signing })).toMatchObject({ mode: 'socket' })
  })

  it('is HTTP with a signing secret, reachable from outside unless HOST says otherwise', () => {
    expect(read({ ...bot, ...signing })).toMatchObject({
      mode: 'http',
      host: '0.0.0.0',
      slack: { signingSecret: signing.SLACK_SIGNING_SECRET },
    })
    expect(read({ ...bot, ...signing, HOST: '10.0.0.5' })).toMatchObject({ host: '10.0.0.5' })
  })

  it('takes an empty variable as not set, and forgives space around a value', () => {
    expect(read({ SLACK_BOT_TOKEN: ' ', SLACK_APP_TOKEN: '', PORT: '' })).toMatchObject({
      mode: 'sandbox',
      port: 3000,
    })
    expect(read({ ...app, SLACK_BOT_TOKEN: ` ${bot.SLACK_BOT_TOKEN}\n` })).toMatchObject({
      slack: { botToken: bot.SLACK_BOT_TOKEN },
    })
  })

  it('reads who acts on GitHub, Vercel and Supabase, and where those are', () => {
    expect(
      read({
        GITHUB_TOKEN: 'ghp_abcdefghij',
        GITHUB_API_URL: 'https://git.example/api/v3/',
        VERCEL_TOKEN: 'vercel-token',
        SUPABASE_ACCESS_TOKEN: 'sbp_0123456789abcdef',
        SLACK_API_URL: 'http://127.0.0.1:3000/slack/api',
        LOG_LEVEL: 'DEBUG',
        PORT: '0',
      }),
    ).toMatchObject({
      github: { kind: 'token', token: 'ghp_abcdefghij', apiUrl: 'https://git.example/api/v3' },
      vercel: { token: 'vercel-token', apiUrl: 'https://api.vercel.com' },
      supabase: { accessToken: 'sbp_0123456789abcdef', apiUrl: 'https://api.supabase.com' },
      logLevel: 'debug',
      port: 0,
    })
    expect(read({ ...bot, ...app, SLACK_API_URL: 'http://127.0.0.1:1/slack/api' })).toMatchObject({
      slack: { apiUrl: 'http://127.0.0.1:1/slack/api/' },
    })
  })

  it.each([key, key.replaceAll('\n', '\\n')])(
    'reads the key of a GitHub App, on one line or many',
    (written) => {
      expect(read({ GITHUB_APP_ID: '12345', GITHUB_APP_PRIVATE_KEY: written }).github).toEqual({
        kind: 'app',
        appId: 12_345,
        privateKey: key.trim(),
        apiUrl: 'https://api.github.com',
      })
    },
  )
})

describe('what is wrong is told in one sentence', () => {
  it.each<[Record<string, string>, string]>([
    [bot, 'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET; add'],
    [
      app,
      'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not; add the bot token, or unset it to start the sandbox.',
    ],
    [{ ...app, ...signing }, 'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are set, but SLACK_BOT_TOKEN is not'],
    [
      { ...app, SLACK_BOT_TOKEN: 'xoxp-1111-abcdef' },
      'SLACK_BOT_TOKEN is not a bot token, which begins with "xoxb-"; copy it',
    ],
    [
      { ...bot, SLACK_APP_TOKEN: 'xoxb-1111-abcdef' },
      'SLACK_APP_TOKEN is not an app-level token, which begins with "xapp-"',
    ],
    [{ ...bot, SLACK_SIGNING_SECRET: 'short' }, 'SLACK_SIGNING_SECRET is too short to be a signing secret'],
    [{ PORT: 'abc' }, 'PORT is "abc"; it must be a port from 1 to 65535'],
    [{ PORT: '70000' }, 'PORT is "70000"; it must be a port from 1 to 65535'],
    [{ PORT: '-1' }, 'PORT is "-1"; it must be'],
    [
      { LOG_LEVEL: 'inof' },
      'LOG_LEVEL is "inof"; it must be one of trace, debug, info, warn, error, fatal, silent (did you mean "info"?).',
    ],
    [
      { GITHUB_APP_ID: '1' },
      'GITHUB_APP_ID is set, but GITHUB_APP_PRIVATE_KEY is not; a GitHub App needs both',
    ],
    [
      { PILOTHOUSE_WEB_URL: 'https://ph.example' },
      'PILOTHOUSE_WEB_URL is set, but PILOTHOUSE_LINK_SECRET is not; the page for when Slack is away needs both',
    ],
    [{ PILOTHOUSE_LINK_SECRET: 'short' }, 'PILOTHOUSE_LINK_SECRET is too short to sign links with'],
    [{ GITHUB_APP_PRIVATE_KEY: key }, 'GITHUB_APP_PRIVATE_KEY is set, but GITHUB_APP_ID is not'],
    [
      { GITHUB_APP_ID: 'my-app', GITHUB_APP_PRIVATE_KEY: key },
      'GITHUB_APP_ID is "my-app"; it must be the number',
    ],
    [
      { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: 'key.pem' },
      'GITHUB_APP_PRIVATE_KEY is not a private key in PEM form',
    ],
    [
      { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: key, GITHUB_TOKEN: 'ghp_abcdefghij' },
      'GITHUB_TOKEN and GITHUB_APP_ID are both set',
    ],
    [
      { DATABASE_URL: 'mysql://u:p@h/db' },
      'DATABASE_URL is not a Postgres address; it must look like postgres://',
    ],
    [{ SUPABASE_ACCESS_TOKEN: 'nope' }, 'SUPABASE_ACCESS_TOKEN is not a Supabase access token'],
    [
      { VERCEL_API_URL: 'vercel.com' },
      'VERCEL_API_URL is "vercel.com"; it must be a web address, such as https://api.vercel.com.',
    ],
    [
      { HOST: '0.0.0.0' },
      'HOST is "0.0.0.0", but without Slack tokens the sandbox starts, which only listens on this machine',
    ],
    [{ ...bot, ...app, HOST: 'a b' }, 'HOST is "a b"; it must be a host name or an address'],
  ])('%j', (env, sentence) => {
    const told = problems(env)
    expect(told.join('\n')).toContain(sentence)
    for (const problem of told) expect(problem).toMatch(/^[A-Z_]+ .+\.$/)
  })

  it('all problems come at once', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'loud', ...bot })).toHaveLength(3)
  })

  it('never repeats a secret', () => {
    const names = [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'GITHUB_TOKEN',
      'GITHUB_APP_PRIVATE_KEY',
      'VERCEL_TOKEN',
      'SUPABASE_ACCESS_TOKEN',
      'DATABASE_URL',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.stringMatching(/^[a-zA-Z0-9:/@ -]{12,40}$/),
        (name, secret) => {
          const told = problems({
            [name]: secret,
            PORT: secret,
            HOST: secret,
            GITHUB_API_URL: `nowhere ${secret}`,
          }).join('\n')
          expect(told).not.toContain(secret)
        },
      ),
    )
  })
})

describe('.env', () => {
  it('fills in what is not set, and is not needed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pilothouse-'))
    expect(withDotEnv({ PORT: '1' }, folder)).toEqual({ PORT: '1' })
    writeFileSync(join(folder, '.env'), '# a comment\nPORT=2\nLOG_LEVEL="debug"\n')
    expect(withDotEnv({ PORT: '1' }, folder)).toEqual({ PORT: '1', LOG_LEVEL: 'debug' })
  })

  it('has an example with every variable, which as it is starts the sandbox', () => {
    const example = parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'))
    expect(Object.keys(example).toSorted()).toEqual(
      [
        'SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_API_URL GITHUB_TOKEN GITHUB_APP_ID',
        'GITHUB_APP_PRIVATE_KEY GITHUB_API_URL VERCEL_TOKEN VERCEL_API_URL SUPABASE_ACCESS_TOKEN SUPABASE_API_URL SUPABASE_PROJECT_URL',
        'SMTP_URL PAGERDUTY_EVENTS_URL PAGERDUTY_ROUTING_KEY ALERT_SECRET',
        'DATABASE_URL PILOTHOUSE_CONFIG PILOTHOUSE_SIGNING_KEY PILOTHOUSE_WEB_URL PILOTHOUSE_LINK_SECRET PILOTHOUSE_METRICS_TOKEN PORT HOST LOG_LEVEL',
      ]
        .flatMap((names) => names.split(' '))
        .toSorted(),
    )
    expect(readEnvironment(example)).toEqual(readEnvironment({}))
  })
})
