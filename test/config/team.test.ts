import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { readTeamConfigFile } from '../../src/config.ts'
import { minimal, problems, read, sample } from './sample.ts'

describe('the sample', () => {
  it('is read whole, durations in milliseconds and placeholders filled', () => {
    const team = read(sample)
    expect(team.environments.map(({ name, aliases, ref }) => ({ name, aliases, ref }))).toEqual([
      { name: 'production', aliases: ['prod'], ref: 'main' },
      { name: 'staging', aliases: [], ref: 'main' },
    ])
    expect(team.environments[0]?.approvals).toEqual({
      required: 1,
      group: 'S0APPROVERS',
      users: ['U0PRIYA0001'],
      expiresAfter: 24 * 3_600_000,
    })
    expect(team.services.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'web vercel',
      'docs vercel',
      'functions supabase-functions',
      'worker github-actions',
    ])
    const [web] = team.services
    expect(web?.environments.production).toEqual({
      target: 'production',
      url: 'http://127.0.0.1:3000/sites/shop.harbour.example',
      requires: ['PAYMENTS_API_KEY'],
      stages: [
        { percent: 10, for: 10_000 },
        { percent: 50, for: 10_000 },
      ],
    })
    expect(team.incidents).toMatchObject({ nudgeBefore: 20_000, defaultSeverity: 'p1', monitoringFactor: 2 })
    expect(team.incidents.severities.map(({ level, updateEvery }) => [level, updateEvery])).toEqual([
      ['p0', 90_000],
      ['p1', 90_000],
      ['p2', 180_000],
      ['p3', null],
    ])
  })

  it.each([
    '',
    'channels',
    'people.0',
    'environments.production',
    'environments.production.approvals',
    'environments.production.checklist.1',
    'services.web',
    'services.web.environments.production',
    'services.web.environments.production.stages.0',
    'services.web.smoke.1',
    'services.worker',
    'flags.production',
    'integrations.payments',
    'integrations.payments.switch',
    'integrations.payments.check',
    'incidents',
    'incidents.invite',
    'incidents.runbooks',
    'incidents.tasks',
    'incidents.tasks.issues',
    'incidents.severities.p0',
    'alerts.hooks.monitor',
    'statusPage',
    'statusPage.components.shop',
    'incidents.workingHours',
    'incidents.escalation.0',
    'incidents.escalation.0.when',
    'incidents.escalation.0.steps.1',
    'incidents.pagers.pagerduty',
    'incidents.pagers.mail',
    'incidents.onCall',
    'incidents.onCall.rotation',
    'incidents.onCall.overrides.0',
  ])('shows every setting that there is in "%s"', (group) => {
    const document = parseDocument(sample)
    document.setIn([...group.split('.').filter(Boolean), 'zzzzzz'], 1)
    const [problem = ''] = problems(String(document))
    const known = /known here: ([\w, ]+)/.exec(problem)?.[1]?.split(', ') ?? []
    expect(known.length).toBeGreaterThan(1)
    for (const setting of known) expect(sample).toMatch(new RegExp(`[^\\w]${setting}:`))
  })
})

describe('a minimal file', () => {
  it('is enough, and the rest has sensible values', () => {
    const team = read(minimal)
    expect(team.people).toEqual([])
    expect(team.environments).toEqual([
      {
        name: 'production',
        aliases: [],
        ref: 'main',
        channel: 'C0DEPLOYS01',
        checks: 'required',
        checklist: [],
        breakGlass: null,
        rollback: { mode: 'automatic', approvals: 0 },
        approvals: { required: 1, users: ['U0PRIYA0001'], expiresAfter: 24 * 3_600_000 },
      },
    ])
    expect(team.services).toEqual([
      {
        name: 'worker',
        kind: 'github-actions',
        repository: 'small/team',
        workflow: 'deploy.yml',
        environments: { production: {} },
        inputs: {},
        signApproval: false,
        runTimeout: 30 * 60_000,
      },
    ])
  })

  it('promises updates every 15, 15 and 30 minutes, and none for the least severe', () => {
    const { incidents } = read(minimal)
    expect(incidents.severities.map(({ updateEvery }) => updateEvery)).toEqual([
      900_000,
      900_000,
      1_800_000,
      null,
    ])
    expect(incidents).toMatchObject({ channelPrefix: 'inc', nudgeBefore: 180_000, defaultSeverity: 'p1' })
    expect(incidents.invite).toEqual({ users: [] })
  })

  it('may change one thing about one severity, and drop the others', () => {
    const { incidents } = read(`${minimal}incidents: { severities: { p0: { updateEvery: 10m }, p2: } }`)
    expect(incidents.severities).toMatchObject([
      { level: 'p0', name: 'Critical', aliases: ['sev1', 'critical'], updateEvery: 600_000 },
      { level: 'p2', name: 'Medium', updateEvery: 1_800_000 },
    ])
    expect(incidents.defaultSeverity).toBe('p0')
  })

  it('takes inputs of a workflow that are numbers or yes and no as text', () => {
    const [worker] = read(`${minimal}    inputs: { retries: 3, dry: false, "tag": v1 }\n`).services
    expect(worker).toMatchObject({ inputs: { retries: '3', dry: 'false', tag: 'v1' } })
  })
})

describe('a file', () => {
  it('that is not there is told with what to do', () => {
    expect(readTeamConfigFile('/nowhere/team.yml', {})).toEqual({
      problems: [
        '/nowhere/team.yml does not exist; put your configuration there, or set PILOTHOUSE_CONFIG to where it is.',
      ],
    })
    expect(readTeamConfigFile(tmpdir(), {})).toEqual({
      problems: [expect.stringContaining('cannot be read (EISDIR)')],
    })
  })

  it('is named in its problems', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pilothouse-')), 'team.yml')
    writeFileSync(file, `${minimal}nonsense: 1\n`)
    expect(readTeamConfigFile(file, {})).toEqual({
      problems: [expect.stringContaining(`${file}:13: nonsense is not a known setting`)],
    })
  })
})
