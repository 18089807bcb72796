import { describe, expect, it } from 'vitest'
import { lineOf, minimal, problems, read, sample, sampleWith, sandbox } from './sample.ts'

describe('secrets', () => {
  it('come from the environment', () => {
    const [worker] = read(`${minimal}    inputs: { key: "\${INPUT_KEY}-\${SUFFIX}" }\n`, {
      INPUT_KEY: 'abcdefghijkl',
      SUFFIX: 'x',
    }).services
    expect(worker).toMatchObject({ inputs: { key: 'abcdefghijkl-x' } })
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
})
