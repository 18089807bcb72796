import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { secretsInConfigFile } from '../../src/config.ts'
import { fastFolder } from '../fast-folder.ts'
import { lineOf, minimal, problems, read, sample, sampleWith, sandbox } from './sample.ts'

describe('secrets', () => {
  it('come from the environment', () => {
    const named = minimal.replace('team: Small Team', `team: '\${FIRST} \${SECOND}'`)
    expect(read(named, { FIRST: 'Small', SECOND: 'Team' }).team).toBe('Small Team')
  })

  it('that are not set are told once, and not taken for a wrong value as well', () => {
    const line = lineOf('SANDBOX_URL')
    expect(problems(sample, {})).toContain(
      `pilothouse.yml:${line}: services.web.environments.production.url uses \${SANDBOX_URL}, but SANDBOX_URL is not set; set it in the environment or in .env.`,
    )
    expect(problems(sample, {}).filter((problem) => problem.includes(`:${line}:`))).toHaveLength(1)
  })

  it.each([
    `xoxb-${'1234567890'}-abcdefghij`,
    `xapp-1-${'A0123456789'}-abcdefghij`,
    `ghp_${'a1b2c3d4e5'.repeat(3)}`,
    `sbp_${'0123456789abcdef'.repeat(2)}`,
    `sk-${'proj-abcdefghijklmnop'}`,
    `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJzdWIiOiIxIn0.c2lnbmF0dXJl`,
  ])('that stand in the file are refused, and not repeated: %s', (secret) => {
    const told = problems(sampleWith(["reason: 'Released with Pilothouse'", `notify: '${secret}'`]))
    expect(told).toEqual([
      expect.stringMatching(
        /^pilothouse\.yml:\d+: this line holds something that looks like a secret; move it into the environment, write \$\{NAME\} here/,
      ),
    ])
    expect(told.join()).not.toContain(secret)
    expect(problems(`# ${secret}\n${minimal}`)).toHaveLength(1)
  })

  it('in a wrong place are shown by name, not by value', () => {
    const told = problems(sampleWith(['kind: vercel', `kind: '\${VERCEL_TOKEN}'`]), {
      ...sandbox,
      VERCEL_TOKEN: 'QmVyeVNlY3JldFRva2Vu',
    })
    expect(told).toEqual([
      `pilothouse.yml:${lineOf('kind: vercel')}: services.web.kind is "\${VERCEL_TOKEN}"; it must be one of vercel, github-actions, supabase-functions.`,
    ])
  })

  it('are not shown in part either, where a long value is cut short', () => {
    const token = 'QmVyeVNlY3JldFRva2VuT2ZPdXJz'
    const told = problems(sampleWith(['kind: vercel', `kind: '${'x'.repeat(45)}${token}'`]), {
      ...sandbox,
      VERCEL_TOKEN: token,
    })
    expect(told.join()).toContain('services.web.kind is "xxx')
    expect(told.join()).not.toContain(token.slice(0, 6))
  })

  it('are not shown where one was typed as a key', () => {
    const token = 'QmVyeVNlY3JldFRva2VuT2ZPdXJz'
    expect(problems(`${minimal}${token}: 1\n`, { VERCEL_TOKEN: token })).toEqual([
      expect.stringContaining(':13: [redacted] is not a known setting'),
    ])
  })

  it('never go into a workflow’s inputs, which everybody reads', () => {
    const told = problems(`${minimal}    inputs: { reason: Released, key: "x-\${DEPLOY_KEY}" }\n`, {
      DEPLOY_KEY: 'abc',
    })
    expect(told).toEqual([
      `pilothouse.yml:13: services.worker.inputs.key takes \${DEPLOY_KEY}, but inputs are visible to everybody who can read the workflow’s run; put a secret into GitHub’s own secrets, and write anything else here as it is.`,
    ])
  })

  it.each([
    [
      ['path: /api/health', `path: '/?key=\${KEY}'`],
      'services.web.smoke',
      'a smoke test that fails is shown',
    ],
    [["on: 'true'", `on: '\${KEY}'`], 'integrations.payments.switch.on', 'it is kept with every operation'],
  ] as const)('never go to where people read them: %s', (change, where, why) => {
    const told = problems(sampleWith([...change]), { ...sandbox, KEY: 'QmVyeVNlY3JldA' })
    expect(told).toEqual([expect.stringContaining(`takes \${KEY}, but ${why}`)])
    expect(told.join()).toContain(where)
  })

  it('are hidden in the log wherever the file takes them, and names and addresses are not', async () => {
    const file = join(await fastFolder('secrets'), 'pilothouse.yml')
    await writeFile(
      file,
      sampleWith(
        ['team: Harbour Goods', `team: '\${TEAM}'`],
        ['  deployments: C0DEPLOYS01', `  deployments: '\${CHANNEL}'`],
        [`contains: '"ok":true'`, `contains: '\${PROBE_ANSWER}'`],
        ["body: '{}'", `body: '{"as":"\${TESTER}"}'`],
        ['ref: main', `ref: '\${BRANCH}'`],
      ),
    )
    const env = { ...sandbox, TEAM: 'Harbour Goods', CHANNEL: 'C0DEPLOYS01', BRANCH: 'production' }
    const secrets = { PROBE_ANSWER: 'open sesame', TESTER: 'correct-horse' }
    expect(new Set(secretsInConfigFile(file, { ...env, ...secrets }))).toEqual(
      new Set([
        ...Object.values(secrets),
        sandbox.SHOP_DATABASE_URL,
        sandbox.PAYMENTS_KEY,
        sandbox.ALERT_SECRET,
        sandbox.PAGERDUTY_ROUTING_KEY,
      ]),
    )
  })
})
