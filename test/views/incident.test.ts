import { describe, expect, it } from 'vitest'
import type { Incident, StatusUpdate } from '../../src/domain/incident/incident.ts'
import type { Audience, NudgeStanding } from '../../src/domain/message.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { renderMessage } from '../../views/message.ts'
import { time } from '../../views/text.ts'
import { entry, openIncident, resolvedIncident, updateFacts } from './incident-samples.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import { failedAct, maya, minutesLater, priya, tomas } from './samples.ts'

const card = (incident: Incident, recent: TimelineEntry[] = []) =>
  renderMessage({ purpose: 'incident-card', incident, severityName: 'Critical', recent })
const broadcast = (incident: Incident, recent: TimelineEntry[] = []) =>
  renderMessage({ purpose: 'incident-broadcast', incident, severityName: 'Critical', recent })

describe('the card of an incident', () => {
  it('says what, how bad, who leads, and by when the next update is due', () => {
    const shown = wordsOf(card(openIncident({ sourceLink: 'https://x.slack.example/p1' })))
    expect(shown).toContain('Incident 3 · checkout returns 500s')
    expect(shown).toContain(':rotating_light: *P0 · Critical* · *investigating*')
    expect(shown).toContain('*Commander:* <@U0TOMAS0001>')
    expect(shown).toContain(`*Next update:* by ${time(minutesLater(15))}`)
    expect(shown).toContain('from <https://x.slack.example/p1|this message>')
    expect(card(openIncident()).text).toBe(
      'P0 · Critical: Incident 3 · checkout returns 500s (investigating)',
    )
  })
  it('says that no update is promised', () => {
    expect(wordsOf(card(openIncident({ promise: null })))).toContain('none promised at this severity')
  })
  it('shows the last five entries of the timeline', () => {
    const recent = Array.from({ length: 7 }, (_, index) => entry({ kind: 'note', text: `note ${index}` }))
    const shown = wordsOf(card(openIncident(), recent))
    expect(shown).toContain('noted: note 2')
    expect(shown).not.toContain('noted: note 1')
  })
  it.each([
    ['U0TOMAS0001', '<@U0TOMAS0001> took command from <@U0MAYA00001>'],
    ['U0MAYA00001', '<@U0MAYA00001> handed command to <@U0TOMAS0001>'],
    ['U0PRIYA0001', '<@U0PRIYA0001> moved command from <@U0MAYA00001> to <@U0TOMAS0001>'],
  ])('says whose doing it is that %s changes the commander', (actor, words) => {
    const change = entry({ kind: 'commander', from: 'U0MAYA00001', to: 'U0TOMAS0001' })
    expect(wordsOf(card(openIncident(), [{ ...change, actor }]))).toContain(words)
  })
  it('says which step of opening it did not work', () => {
    const incident = openIncident({ channel: null, acts: [failedAct('create-channel', 'restricted_action')] })
    expect(wordsOf(card(incident))).toContain(':warning: Opening its channel did not work: restricted_action')
  })
  it('has a button for everything that can be done', () => {
    expect(buttonsOf(card(openIncident()).blocks)).toMatchObject({
      'Post update…': { action: 'incident.update', value: '3' },
      'Add note…': { action: 'incident.note', value: '3' },
      'Resolve…': { action: 'incident.resolve', value: '3' },
      'Severity…': { action: 'incident.severity', value: '3' },
      'Roles…': { action: 'incident.roles', value: '3' },
      'Take command': { action: 'incident.claim', value: '3' },
      Timeline: { action: 'incident.timeline', value: '3' },
    })
  })
  it('shows the summary and the duration once it is resolved, and can be reopened', () => {
    const shown = wordsOf(card(resolvedIncident()))
    expect(shown).toContain('>A bad index; rolled back')
    expect(shown).toContain('resolved after 1 h 05 min')
    expect(shown).not.toContain('Next update')
    expect(Object.keys(buttonsOf(card(resolvedIncident()).blocks))).toEqual([
      'Start post-mortem',
      'Close…',
      'Reopen…',
      'Timeline',
    ])
  })
})

describe('the announcement of an incident', () => {
  it('leads to its channel', () => {
    expect(wordsOf(broadcast(openIncident()))).toContain('commander <@U0TOMAS0001> · <#C0INC000003>')
  })
  it('says where to work while there is no channel', () => {
    expect(wordsOf(broadcast(openIncident({ channel: null })))).toContain('its channel is being opened')
    expect(wordsOf(broadcast(openIncident()))).toContain('next update by')
    expect(wordsOf(broadcast(resolvedIncident()))).not.toContain('next update')
    const refused = openIncident({ channel: null, acts: [failedAct('create-channel', 'restricted_action')] })
    expect(wordsOf(broadcast(refused))).toContain(
      'Slack refused the channel: restricted_action. Work on it here.',
    )
  })
})

describe('a status update', () => {
  const shown = (update: StatusUpdate, audience: Audience = 'responders', earlier: StatusUpdate[] = []) =>
    wordsOf(renderMessage({ purpose: 'status-update', incidentId: 3, audience, update, earlier }))
  it('shows what a person wrote, and when the next is due', () => {
    const written = {
      author: maya,
      whatChanged: 'Rolled back <!channel>',
      impact: 'One in five fails',
      nextStep: null,
    }
    const words = shown({ incidentId: 3, at: minutesLater(15), written, facts: updateFacts() })
    expect(words).toContain('*What changed*\nRolled back &lt;!channel&gt;')
    expect(words).toContain('*Impact*\nOne in five fails')
    expect(words).not.toContain('Next step')
    expect(words).toContain('Written by <@U0MAYA00001>')
    expect(words).toContain(`commander <@U0TOMAS0001> · next update by ${time(minutesLater(30))}`)
  })
  it('is labelled automatic where nobody wrote, and holds facts only', () => {
    const facts = updateFacts({
      since: [{ at: minutesLater(4), text: `@${maya} noted: restarted the worker` }],
      deploymentsUnderWay: [{ id: 7, service: 'web', environment: 'production', state: 'rolling-out' }],
    })
    const words = shown({ incidentId: 3, at: minutesLater(15), written: null, facts })
    expect(words).toContain('Automatic update · Incident 3 · checkout returns 500s')
    expect(words).toContain('No update was written in time, so here are the facts.')
    expect(words).toContain('*Open for:* 15 min')
    expect(words).toContain(`• ${time(minutesLater(4))} · <@U0MAYA00001> noted: restarted the worker`)
    expect(words).toContain('web → production (deployment 7, rolling out)')
    expect(words).toContain('*Health:* unknown, because nobody has said which services are affected')
  })
  it('tells stakeholders how it stands, and not what responders noted or deploy', () => {
    const facts = updateFacts({
      since: [{ at: minutesLater(4), text: `@${maya} noted: restarted the worker` }],
      deploymentsUnderWay: [{ id: 7, service: 'web', environment: 'production', state: 'rolling-out' }],
    })
    const words = shown({ incidentId: 3, at: minutesLater(15), written: null, facts }, 'stakeholders')
    for (const said of ['*State:* :rotating_light: investigating', '*Severity:* P0', '*Open for:* 15 min'])
      expect(words).toContain(said)
    expect(words).toContain(`*Next update:* by ${time(minutesLater(30))}`)
    expect(words).not.toMatch(/worker|web|Health|Since the last/)
  })
  it('tells with it what Slack could not be told in time, oldest first', () => {
    const facts = updateFacts()
    const written = { author: maya, whatChanged: 'The <cause> is known', impact: null, nextStep: null }
    const earlier = [
      { incidentId: 3, at: minutesLater(15), written: null, facts },
      { incidentId: 3, at: minutesLater(20), written, facts },
    ]
    const words = shown(
      { incidentId: 3, at: minutesLater(35), written: null, facts },
      'stakeholders',
      earlier,
    )
    const [automatic, said] = [
      `• ${time(minutesLater(15))} · automatic, because nobody wrote`,
      `• ${time(minutesLater(20))} · <@U0MAYA00001>: The &lt;cause&gt; is known`,
    ].map((line) => words.indexOf(line))
    expect(automatic).toBeGreaterThan(words.indexOf('while Slack could not be reached'))
    expect(said).toBeGreaterThan(automatic ?? 0)
  })
  it('says that nothing changed, and that no further one is promised', () => {
    const facts = updateFacts({ nextDueAt: null })
    const words = shown({ incidentId: 3, at: minutesLater(15), written: null, facts })
    expect(words).toContain('*Nothing changed since the last update.*')
    expect(words).toContain('*Deployments under way:* none')
    expect(words).toContain('*Next update:* not promised')
  })
})

describe('the reminder before an update', () => {
  const reminder = (standing: NudgeStanding) =>
    renderMessage({
      purpose: 'update-nudge',
      incidentId: 3,
      title: 'checkout returns 500s',
      dueAt: minutesLater(15),
      commander: tomas,
      channel: null,
      standing,
    })
  it.each<[NudgeStanding, string]>([
    [
      { is: 'posted', at: minutesLater(14), by: maya },
      `:white_check_mark: Posted ${time(minutesLater(14))} by <@${maya}>: the update that was due`,
    ],
    [{ is: 'held', at: minutesLater(15) }, 'An automatic update was posted instead'],
    [{ is: 'released', because: 'resolved' }, 'The incident is resolved, so the update due'],
    [{ is: 'released', because: 'rescheduled' }, 'how often updates are due has changed'],
    [{ is: 'handed-over', to: priya }, `<@${priya}> leads the incident now`],
  ])('says without a button what became of the update: %o', (standing, words) => {
    const nudge = reminder(standing)
    expect(wordsOf(nudge)).toContain(words)
    expect(wordsOf(nudge)).toContain('Incident 3 · checkout returns 500s')
    expect(buttonsOf(nudge.blocks)).toEqual({})
  })
  it('says what is owed by when, with a button', () => {
    const nudge = reminder({ is: 'owed' })
    expect(wordsOf(nudge)).toContain(`*An update is due ${time(minutesLater(15))}*`)
    expect(buttonsOf(nudge.blocks)['Post update…']).toEqual({ action: 'incident.update', value: '3' })
  })
})
