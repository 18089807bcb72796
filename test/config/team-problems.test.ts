import { describe, expect, it } from 'vitest'
import { lineOf, problems, read, sampleWith } from './sample.ts'

describe('a mistake is told with its line, its value and what would be right', () => {
  it.each<[string, [string, string], string]>([
    [
      'a word that is nearly right',
      ['kind: vercel', 'kind: vercle'],
      ':LINE: services.web.kind is "vercle"; it must be one of vercel, github-actions, supabase-functions (did you mean "vercel"?).',
    ],
    [
      'an unknown key',
      ['checks: shown', 'check: shown'],
      ':LINE: environments.staging.check is not a known setting; known here: aliases, ref, channel, approvals, checklist, breakGlass, checks, rollback (did you mean "checks"?).',
    ],
    [
      'a channel name instead of its id',
      ['deployments: C0DEPLOYS01', 'deployments: "#deploys"'],
      ':LINE: channels.deployments is "#deploys"; it must be a Slack channel id such as C0123ABCDEF',
    ],
    [
      'a member id in the wrong place',
      ['group: S0APPROVERS', 'group: U0PRIYA0001'],
      ':LINE: environments.production.approvals.group is "U0PRIYA0001"; it must be a Slack user group id',
    ],
    [
      'a person without a member id',
      ['slack: U0MAYA00001', 'slack: maya'],
      ':LINE: people[0].slack is "maya"; it must be a Slack member id such as U0123ABCDEF',
    ],
    [
      'a duration without a unit',
      ['within: 2s', 'within: 2'],
      'services.web.smoke[1].within is 2; it must be a duration such as 30s, 15m, 2h or 1h30m.',
    ],
    [
      'a target for a severity that does not exist',
      ['mitigate: { p0: 20m }', 'mitigate: { p9: 20m }'],
      ':LINE: incidents.targets.mitigate.p9 is for a severity that does not exist; it must be one of p0, p1, p2, p3',
    ],
    [
      'a target that is no duration',
      ['mitigate: { p0: 20m }', 'mitigate: soon'],
      ':LINE: incidents.targets.mitigate is "soon"; it must be a duration such as 30m, or durations by severity such as { p0: 30m }.',
    ],
    [
      'a duration in words',
      ['expiresAfter: 24h', 'expiresAfter: a day'],
      'approvals.expiresAfter is "a day"; it must be a duration',
    ],
    [
      'a missing setting',
      [`target: preview, url: '\${SANDBOX_URL}/sites/staging.shop.harbour.example'`, 'target: preview'],
      ':LINE: services.web.environments.staging.url is missing; it must be a web address.',
    ],
    [
      'stages that fall',
      ['{ percent: 50, for: 10s }', '{ percent: 5, for: 10s }'],
      'services.web.environments.production.stages is a list; it must be stages of rising percentages, such as 10, then 50.',
    ],
    [
      'stages of a preview',
      ['production: { target: production', 'production: { target: preview'],
      'services.web.environments.production.stages are for target: production only; remove them here.',
    ],
    [
      'stages that nothing judges',
      [
        'watch: { duration: 20s, maxErrorRate: 0.05, maxErrorFactor: 2, maxSlowdown: 2, minCalls: 5 }',
        'watch: none',
      ],
      'services.web.environments.production.stages need a watch, which judges each of them; remove them, or watch: none.',
    ],
    [
      'a stage for everybody',
      ['{ percent: 50, for: 10s }', '{ percent: 100, for: 10s }'],
      'services.web.environments.production.stages[1].percent is 100; it must be a percentage from 1 to 99; 100 follows by itself.',
    ],
    ['an empty setting', ['team: Harbour Goods', 'team:'], ':LINE: team is empty; it must be text.'],
    [
      'a name that cannot be typed',
      ['  docs:', '  My Docs:'],
      ':LINE: services has the name "My Docs"; it must be a name of lower-case letters',
    ],
    [
      'a name that is a command',
      ['  docs:', '  history:'],
      ':LINE: services.history has a name that /deploy uses as a command; call it something else.',
    ],
    [
      'an environment that does not exist',
      ['staging: { target: preview', 'stagin: { target: preview'],
      ':LINE: services.web.environments.stagin is not among the environments; known environments: production, staging (did you mean "staging"?).',
    ],
    [
      'an alias where the name belongs',
      ['production: { target: production', 'prod: { target: production'],
      ':LINE: services.web.environments.prod is an alias here; write its name, production.',
    ],
    [
      'an alias that is an environment',
      ['aliases: [prod]', 'aliases: [staging]'],
      ':LINE: environments.production.aliases[0] is "staging", which already stands for the environment staging; choose another word.',
    ],
    [
      'a severity alias used twice',
      ['aliases: [sev2, high]', 'aliases: [sev1, high]'],
      'incidents.severities.p1.aliases[0] is "sev1", which already stands for the severity p0; choose another word.',
    ],
    [
      'approvals that nobody can give',
      ['approvals: { required: 0 }', 'approvals: { required: 2 }'],
      ':LINE: environments.staging.approvals asks for 2 approvals, but names nobody who can give them; add group or users.',
    ],
    [
      'more approvals than people',
      ['approvals: { required: 0 }', 'approvals: { required: 2, users: [U0PRIYA0001, U0PRIYA0001] }'],
      ':LINE: environments.staging.approvals asks for 2 approvals, but lists one person; list more, or name a group.',
    ],
    [
      'one account for two people',
      ['github: tomas-o', 'github: Maya-L'],
      ':LINE: people[1].github is "Maya-L", which people[0].github has too; list each account once.',
    ],
    [
      'a checklist item that nothing can tell',
      ['is: variables }', 'is: variable }'],
      ':LINE: environments.production.checklist[2].is is "variable"; it must be one of reviewed, way-back, variables (did you mean "variables"?).',
    ],
    [
      'one checklist item twice',
      ['item: The tests have passed', 'item: its variables are there'],
      'environments.production.checklist[2] is "Its variables are there" a second time; list each item once.',
    ],
    [
      'a time for secrets where none is named',
      ['rotateAfter: 90d }', 'rotateAfter: 90 days }'],
      'services.web.variables.rotateAfter is "90 days"; it must be a duration',
    ],
    [
      'a default severity that is not there',
      ['defaultSeverity: p1', 'defaultSeverity: p5'],
      'incidents.defaultSeverity is "p5"; it must be one of p0, p1, p2, p3',
    ],
    [
      'a severity of its own without a cadence',
      ['    p3:\n', '    p3:\n    p4: { name: Wish }\n    p5:\n'],
      'incidents.severities.p4.updateEvery is missing; it must be a duration such as 15m, or none.',
    ],
    [
      'a public page that nobody may publish on',
      ['public: { approvers: { group: S0APPROVERS, users: [] } }', 'public: { approvers: {} }'],
      ':LINE: incidents.public.approvers is a group of settings; it must be a group, users or both, or public must be left out',
    ],
    [
      'a reminder longer than the cadence',
      ['nudgeBefore: 20s', 'nudgeBefore: 2m'],
      'incidents.nudgeBefore leaves no time between updates of p0: the reminder (nudgeBefore, 2m) must be shorter than updateEvery.',
    ],
    [
      'a list where a group belongs',
      ['invite: { group: S0ONCALL001, users: [] }', 'invite: [S0ONCALL001]'],
      'incidents.invite is a list; it must be a group of settings (group, users).',
    ],
    [
      'an address without https',
      [`url: '\${SANDBOX_URL}/sites/shop.`, `url: 'shop.`],
      'it must be a web address that begins with https:// or http://',
    ],
  ])('%s', (_, change, sentence) => {
    const told = problems(sampleWith(change))
    expect(told.join('\n')).toContain(sentence.replace('LINE', String(lineOf(change[0]))))
    for (const problem of told) expect(problem).toMatch(/^pilothouse\.yml:\d+: .+\.$/)
  })

  it('tells all of them at once, by line', () => {
    const told = problems(
      sampleWith(
        ['defaultSeverity: p1', 'defaultSeverity: p9'],
        ['kind: vercel', 'kind: vercle'],
        ['  incidents: C0INCIDENT1', '  incidents: incidents'],
        ['aliases: [prod]', 'aliases: [staging]'],
      ),
    )
    expect(told.map((problem) => problem.split(/[:; ]+/)[2])).toEqual([
      'channels.incidents',
      'environments.production.aliases[0]',
      'services.web.kind',
      'incidents.defaultSeverity',
    ])
  })

  it.each<[string, string, string]>([
    [
      'an empty file',
      '',
      ':1: the file is empty; it must at least hold team, channels, environments and services.',
    ],
    ['a comment only', '# later\n', ':1: the file is empty'],
    ['a list', '- team', ':1: the file is a list; it must be a group of settings'],
    [
      'a tab',
      'team: x\nchannels:\n\tdeployments: y',
      ':3: this line is indented with a tab; indent it with spaces.',
    ],
    [
      'a key twice',
      'team: x\nteam: y',
      ':2: this key stands twice in one group of settings; remove one of them.',
    ],
    ['an open quote', 'team: "x\n', 'a closing quote, a bracket, a comma or a colon is missing'],
    ['an alias of itself', 'team: &a\n  - *a\n', 'nested too deeply, or grows too large through its aliases'],
    ['a bomb', `a: &a [x]\n${bomb(12)}`, 'nested too deeply, or grows too large through its aliases'],
    ['a very deep one', '['.repeat(50_000), 'nested too deeply'],
    ['two documents', 'team: x\n---\nteam: y', ':2: a second document begins here'],
  ])('%s', (_, text, sentence) => {
    expect(problems(text).join('\n')).toContain(`pilothouse.yml${sentence.startsWith(':') ? sentence : ''}`)
    expect(problems(text).join('\n')).toContain(sentence)
  })

  it('shares settings through anchors', () => {
    const team = read(
      sampleWith(
        ['approvals:\n      required: 1', 'approvals: &four_eyes\n      required: 1'],
        ['approvals: { required: 0 }', 'approvals: *four_eyes'],
      ),
    )
    expect(team.environments[1]?.approvals).toEqual(team.environments[0]?.approvals)
  })
})

function bomb(levels: number): string {
  return Array.from({ length: levels }, (_, index) => {
    const [previous, name] = ['abcdefghijklmn'[index], 'abcdefghijklmn'[index + 1]]
    return `${name}: &${name} [*${previous}, *${previous}, *${previous}, *${previous}]`
  }).join('\n')
}
