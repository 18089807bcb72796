import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Environment, missingAccess, readEnvironment, readTeamConfigFile } from '../../src/config.ts'
import { sampleEnv } from '../sample-env.ts'

const bot = { SLACK_BOT_TOKEN: 'xoxb-1111-abcdef' }
const app = { SLACK_APP_TOKEN: 'xapp-1-A000-abcdef' }
const notASigningKey =
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END PRIVATE KEY-----\n'

function read(env: Record<string, string>): Environment {
  const reading = readEnvironment(env)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.ok
}

describe('access that the services need', () => {
  const sample = readTeamConfigFile(
    new URL('../../pilothouse.yml', import.meta.url).pathname,
    sampleEnv('http://127.0.0.1:3000'),
  )
  if ('problems' in sample) throw new Error(sample.problems.join('\n'))

  const someTokens = {
    SMTP_URL: 'smtp://mail.example',
    GITHUB_TOKEN: 'ghp_abcdefghij',
    VERCEL_TOKEN: 'vercel-token',
  }

  it('is asked for when it is not there', () => {
    expect(missingAccess(read({ ...bot, ...app }), sample.ok)).toEqual([
      expect.stringMatching(/^GITHUB_TOKEN is not set, but every service has a repository; set it, or/),
      'SUPABASE_ACCESS_TOKEN is not set, but the service functions runs on Supabase; set it.',
      'SMTP_URL is not set, but the pager mail sends e-mail; set it.',
      'VERCEL_TOKEN is not set, but the service web is deployed on Vercel; set it.',
    ])
    expect(missingAccess(read({ ...bot, ...app, ...someTokens }), sample.ok)).toHaveLength(1)
  })

  it('is asked for where approvals are to be signed, and must be a key that can', () => {
    const services = sample.ok.services.map((service) =>
      service.kind === 'github-actions' ? { ...service, signApproval: true } : service,
    )
    const someAccess = { ...bot, ...app, ...someTokens, SUPABASE_ACCESS_TOKEN: 'sbp_abcdefghijkl' }
    expect(missingAccess(read(someAccess), { ...sample.ok, services })).toEqual([
      expect.stringMatching(
        /^PILOTHOUSE_SIGNING_KEY is not set, but the service worker has signApproval: true/,
      ),
    ])
    const refused = readEnvironment({ ...someAccess, PILOTHOUSE_SIGNING_KEY: notASigningKey })
    expect('problems' in refused && refused.problems).toEqual([
      expect.stringMatching(
        /^PILOTHOUSE_SIGNING_KEY is not an Ed25519 private key in PEM form; make one with/,
      ),
    ])
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const PILOTHOUSE_SIGNING_KEY = made.replaceAll('\n', '\\n')
    const environment = read({ ...someAccess, PILOTHOUSE_SIGNING_KEY })
    expect(missingAccess(environment, { ...sample.ok, services })).toEqual([])
  })

  it('is brought by the sandbox itself', () => {
    expect(missingAccess(read({}), sample.ok)).toEqual([])
  })
})
