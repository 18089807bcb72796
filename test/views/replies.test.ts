import { describe, expect, it } from 'vitest'
import type { CheckNow } from '../../src/domain/check/check-now.ts'
import { historyReply } from '../../views/deployment/history-reply.ts'
import { helpReply } from '../../views/help-reply.ts'
import { homeBlocks } from '../../views/home.ts'
import { incidentsReply } from '../../views/incident/list-reply.ts'
import type { Overview } from '../../views/overview.ts'
import { statusReply } from '../../views/status-reply.ts'
import { time } from '../../views/text.ts'
import { openIncident, resolvedIncident } from './incident-samples.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import { awaiting, heldLock, liveSha, minutesLater, rollingOut, verified } from './samples.ts'

const now = minutesLater(11)
const quiet: Overview = {
  now,
  environments: [{ name: 'production', services: [], locks: [] }],
  active: [],
  ...{ incidents: [], freezes: [], alerts: [], checks: [], lately: [], maintenances: [] },
}
const busy: Overview = {
  now,
  environments: [
    {
      name: 'production',
      locks: [],
      services: [
        {
          service: 'web',
          live: { is: 'known', release: { sha: liveSha, since: '2026-11-18T09:30:00Z' }, deploymentId: 2 },
          drift: null,
        },
        { service: 'docs', live: { is: 'nothing' }, drift: null },
        { service: 'worker', live: { is: 'unknown', because: 'GitHub did not answer' }, drift: null },
      ],
    },
  ],
  active: [rollingOut()],
  incidents: [{ incident: openIncident(), severityName: 'Critical' }],
  ...{ alerts: [], checks: [], lately: [], maintenances: [] },
  freezes: [{ environment: 'production', services: ['web'], name: 'Weekend', until: minutesLater(90) }],
}

describe('/status', () => {
  it('says that all is quiet', () => {
    const reply = statusReply(quiet)
    expect(reply.text).toBe('All quiet: no incident, no deployment under way.')
    expect(wordsOf(reply)).toContain('No service goes to it in pilothouse.yml.')
  })
  it('counts no drill as an incident, and calls no unknown check well', () => {
    const drill = { incident: { ...openIncident(), isDrill: true }, severityName: null }
    const at = minutesLater(0)
    const check: CheckNow = {
      ...{ name: 'front', service: 'web', environment: 'production', standing: 'unknown', since: at },
      ...{ lookedAt: at, latencyMs: null, why: null, isStale: true },
    }
    const reply = statusReply({ ...quiet, incidents: [drill], checks: [check] })
    expect(reply.text).toBe('No incident open, no deployment under way, 1 check unknown, 1 drill.')
    expect(wordsOf(reply)).toContain(':performing_arts: drill · P0')
    expect(wordsOf(reply)).toContain(':question: *front* unknown: last looked at')
  })
  it('shows what is wrong, what is moving, and what runs where', () => {
    const words = wordsOf(statusReply(busy))
    expect(words).toContain('1 incident open, 1 deployment under way, 1 freeze, 1 place unknown.')
    expect(words).toContain(
      'P0 · Critical · investigating · open for 11 min · <@U0TOMAS0001> · update in 4 min · <#C0INC000003>',
    )
    expect(words).toContain(':rocket: *3* web → production · rolling out')
    expect(words).toContain(
      `• *web* \`9f8e7d6\` since ${time(new Date('2026-11-18T09:30:00Z'))} (deployment 2)`,
    )
    expect(words).toContain('• *docs* nothing deployed yet')
    expect(words).toContain('• *worker* :question: unknown: GitHub did not answer.')
  })
  it('shows what is locked beside the place, and is not quiet then', () => {
    const locks = [
      heldLock({ until: minutesLater(60) }),
      heldLock({
        service: 'web',
        holder: 'pilothouse',
        reason: 'deployment 3 was rolled back',
        isLatch: true,
      }),
    ]
    const words = wordsOf(
      statusReply({
        ...busy,
        active: [],
        incidents: [],
        environments: busy.environments.map((each) => ({ ...each, locks })),
      }),
    )
    expect(words).toContain('No incident open, no deployment under way, 2 locks, 1 freeze, 1 place unknown.')
    expect(words).toMatch(
      /\*production\*\n:lock: locked by <@U0PRIYA0001> since .*, until .*: the sale is on\. `\/deploy unlock production`\n• \*web\*/,
    )
    expect(words).toMatch(
      /\(deployment 2\)\n {3}:lock: locked by Pilothouse since .*, until somebody unlocks it: deployment 3 was rolled back\. `\/deploy unlock production web`\n• \*docs\*/,
    )
  })
  it('says how late an update is', () => {
    expect(wordsOf(statusReply({ ...busy, now: minutesLater(18) }))).toContain('update 3 min late')
    expect(wordsOf(statusReply({ ...busy, now: minutesLater(15) }))).toContain('update due now')
  })
})

describe('/deploy history', () => {
  it('lists deployments with what they brought and how long they took', () => {
    const words = wordsOf(historyReply([verified(), awaiting()], 30))
    expect(words).toContain(':white_check_mark: *3* web → production · live and verified')
    expect(words).toContain('`a1b2c3d` · approved by <@U0PRIYA0001> · took 4 min')
    expect(words).toContain('… and 28 more')
  })
  it('says what to type where there is none', () => {
    expect(historyReply([], 0).text).toContain('Nothing was deployed yet. Try `/deploy web production`')
  })
})

describe('/incident list', () => {
  it('lists open ones with a button each, then the resolved ones', () => {
    const reply = incidentsReply({
      now,
      open: [{ incident: openIncident(), severityName: 'Critical' }],
      resolved: [resolvedIncident({ id: 2, title: 'mail is late' })],
    })
    expect(reply.text).toBe('1 incident open')
    expect(wordsOf(reply)).toContain('[Timeline]')
    expect(wordsOf(reply)).toContain(':white_check_mark: Incident 2 · mail is late')
    expect(wordsOf(reply)).toContain('after 1 h 05 min')
  })
  it('says that none is open', () => {
    expect(incidentsReply({ now, open: [], resolved: [] }).text).toBe('No incident is open.')
  })
})

describe('help', () => {
  it('shows examples of one command, or of all', () => {
    expect(wordsOf(helpReply('deploy'))).toContain('`/deploy web production`')
    expect(wordsOf(helpReply('deploy'))).not.toContain('/incident')
    expect(wordsOf(helpReply())).toContain('`/incident checkout returns 500s p0`')
  })
})

const mine = {
  forYou: { updates: [], pages: [], offers: [], tasks: [], reviews: [] },
  today: '2026-11-20',
}

describe('the Home tab', () => {
  it('shows first what waits for whom looks, with buttons', () => {
    const blocks = homeBlocks({ ...busy, ...mine, toDecide: [awaiting()] })
    const words = wordsOf({ blocks })
    expect(words.indexOf('Waiting for you')).toBeLessThan(words.indexOf('Open incidents'))
    expect(words).toContain('*web → production · deployment 3*')
    expect(buttonsOf(blocks)).toMatchObject({
      Approve: { action: 'deployment.approve', value: '3:0123456789abcdef' },
      'Deploy…': { action: 'deploy.new' },
      'Roll back…': { action: 'rollback.new' },
      'Declare incident…': { action: 'incident.declare' },
      Status: { action: 'status.show' },
    })
  })
  it('says so where nothing waits', () => {
    const words = wordsOf({ blocks: homeBlocks({ ...quiet, ...mine, toDecide: [] }) })
    expect(words).toContain('Nothing waits for you.')
    expect(words).toContain('Open incidents\nNone.')
  })
})
