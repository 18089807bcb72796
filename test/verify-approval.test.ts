import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigner } from '../src/adapters/signer.ts'

const key = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')
const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'
const claims = {
  ...{ deployment: 41, environment: 'production', repository: 'harbour/shop', sha },
  ...{ workflow: 'deploy-worker.yml', approvedBy: ['U0PRIYA0001'] },
}

const signed = (
  { privateKey }: typeof key,
  facts: Partial<typeof claims> = {},
  { ageMs = 0, lifeMs = 60_000 } = {},
) =>
  createSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())(
    { ...claims, ...facts },
    new Date(Date.now() - ageMs),
    lifeMs,
  )

/** The script as people copy it from the README, in the workflow's surroundings. */
async function verify(approval: string, surroundings: Record<string, string> = {}): Promise<string> {
  const [, script = ''] =
    /cat > verify\.mjs <<'END'\n(.*?)\n\s*END\n/s.exec(readFileSync('README.md', 'utf8')) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'verify.mjs')
  writeFileSync(file, script)
  const env = {
    ...{ APPROVAL: approval, ENVIRONMENT: 'production', SHA: sha, REPOSITORY: 'harbour/shop' },
    WORKFLOW: 'harbour/shop/.github/workflows/deploy-worker.yml@refs/heads/main',
    PUBLIC_KEY: key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ...surroundings,
  }
  return await new Promise((resolve) =>
    execFile(process.execPath, [file], { env }, (error, out, trouble) =>
      resolve(`${error?.code ?? 0} ${out}${trouble}`.trim()),
    ),
  )
}

/** What a forger changes, under the old signature. */
function forged(approval: string, facts: object): string {
  const [header, payload = '', signature] = approval.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const changed = Buffer.from(JSON.stringify({ ...said, ...facts })).toString('base64url')
  return [header, changed, signature].join('.')
}

const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${signed(key).split('.')[1]}.`

describe('the workflow that verifies an approval', () => {
  it('lets through what Pilothouse signed, and says by whom it was approved', async () => {
    expect(await verify(signed(key))).toBe('0 Deployment 41, approved by U0PRIYA0001.')
  })

  it.each([
    ['of another key', signed(other), {}, 'its signature is not by Pilothouse.'],
    [
      'that was forged',
      forged(signed(key), { sha: 'b'.repeat(40) }),
      {},
      'its signature is not by Pilothouse.',
    ],
    ['that is not signed', unsigned, {}, 'it is not signed as Pilothouse signs.'],
    ['that has expired', signed(key, {}, { ageMs: 120_000 }), {}, 'it has expired.'],
    ['for another commit', signed(key, { sha: 'b'.repeat(40) }), {}, 'it is for another commit.'],
    ['for another environment', signed(key), { ENVIRONMENT: 'staging' }, 'it is for another environment.'],
    ['for another workflow', signed(key, { workflow: 'ci.yml' }), {}, 'it is for another workflow.'],
    ['for another repository', signed(key), { REPOSITORY: 'harbour/docs' }, 'it is for another workflow.'],
    ['that is missing', '', {}, 'it can not be read.'],
    ['while no key is set', signed(key), { PUBLIC_KEY: '' }, 'it can not be read.'],
  ])('stops an approval %s', async (_what, approval, surroundings, why) => {
    expect(await verify(approval, surroundings)).toBe(`1 Not approved: ${why}`)
  })
})
