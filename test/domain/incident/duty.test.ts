import { describe, expect, test } from 'vitest'
import { nextDuty, topicOf } from '../../../src/domain/incident/duty.ts'
import type { Incident } from '../../../src/domain/incident/incident.ts'
import { act, declaredAt, incident, inSeconds, policy } from '../incidents.ts'

const dutyOf = (change: Partial<ReturnType<typeof incident>>, now = declaredAt) =>
  nextDuty(incident(change), policy, now)

const owed = (dueInSeconds: number, nudgedAt: Date | null = null) => ({
  dueAt: inSeconds(dueInSeconds),
  madeAt: declaredAt,
  nudgedAt,
})

const opened = { channel: 'C0NEW000001', acts: [act('create-channel', 'done')] }

describe('updates', () => {
  test('are held back until the moment they are due, and not a millisecond longer', () => {
    const promise = owed(900, declaredAt)
    expect(dutyOf({ promise }, new Date(inSeconds(900).getTime() - 1)).do).not.toBe('hold')
    expect(dutyOf({ promise }, inSeconds(900))).toEqual({ do: 'hold' })
  })

  test('are reminded of once, three minutes before', () => {
    expect(dutyOf({ promise: owed(900) }, inSeconds(719)).do).not.toBe('nudge')
    expect(dutyOf({ promise: owed(900) }, inSeconds(720))).toEqual({ do: 'nudge' })
    expect(dutyOf({ promise: owed(900, inSeconds(720)) }, inSeconds(721)).do).not.toBe('nudge')
  })

  test('come before everything that Slack still has to set up', () => {
    expect(dutyOf({ promise: owed(900) }, inSeconds(2000))).toEqual({ do: 'hold' })
  })
})

describe('setting up', () => {
  test('begins with the channel', () => {
    expect(dutyOf({})).toEqual({ do: 'act', name: 'create-channel', key: 'create-channel' })
  })

  test('shows the card as soon as there is a channel, before topic and invitations', () => {
    expect(dutyOf(opened)).toEqual({ do: 'announce' })
  })

  test('shows the card among all incidents where Slack refused a channel, and asks for nothing more', () => {
    const refused = { acts: [act('create-channel', 'failed')] }
    expect(dutyOf(refused)).toEqual({ do: 'announce' })
    expect(dutyOf({ ...refused, isAnnounced: true, cardTs: '1.1' })).toEqual({ do: 'wait', until: null })
  })

  test('goes on past a step that waits for its next attempt, and past one that failed', () => {
    const waiting = dutyOf({ ...opened, isAnnounced: true })
    if (waiting.do !== 'act') throw new Error('the topic is due')
    const topic = act(waiting.key, { retryAt: inSeconds(60) })
    const withTopic = { ...opened, isAnnounced: true, cardTs: '1.1', acts: [...opened.acts, topic] }
    expect(dutyOf(withTopic)).toMatchObject({ do: 'act', name: 'pin-card' })
    const pinFailed = { ...withTopic, acts: [...withTopic.acts, act('pin-card', 'failed')] }
    expect(dutyOf(pinFailed)).toMatchObject({ do: 'act', name: 'invite' })
  })

  test('pins the card only once Slack has it', () => {
    const topic = dutyOf({ ...opened, isAnnounced: true })
    if (topic.do !== 'act') throw new Error('the topic is due')
    const acts = [...opened.acts, act(topic.key, 'done')]
    expect(dutyOf({ ...opened, acts, isAnnounced: true })).toMatchObject({ name: 'invite' })
    expect(dutyOf({ ...opened, acts, isAnnounced: true, cardTs: '1.1' })).toMatchObject({ name: 'pin-card' })
  })

  test('looks again at an attempt that a crash cut off', () => {
    const acts = [act('create-channel', { retryAt: null })]
    expect(dutyOf({ acts })).toMatchObject({ do: 'act', name: 'create-channel' })
  })

  test('waits for whatever comes first: an attempt, a reminder, an update', () => {
    const acts = [act('create-channel', { retryAt: inSeconds(30) })]
    expect(dutyOf({ acts, promise: owed(900) })).toEqual({ do: 'wait', until: inSeconds(30) })
    expect(dutyOf({ acts, promise: owed(200, declaredAt) })).toEqual({ do: 'wait', until: inSeconds(30) })
    const late = [act('create-channel', { retryAt: inSeconds(3000) })]
    expect(dutyOf({ acts: late, promise: owed(900) })).toEqual({ do: 'wait', until: inSeconds(720) })
  })
})

describe('the topic', () => {
  const settled = (change: Partial<ReturnType<typeof incident>> = {}): Incident => {
    let now = incident({ ...opened, isAnnounced: true, ...change })
    for (;;) {
      const duty = nextDuty(now, policy, declaredAt)
      if (duty.do !== 'act') return now
      now = { ...now, acts: [...now.acts.filter(({ name }) => name !== duty.name), act(duty.key, 'done')] }
    }
  }

  test('is set again when severity, state or commander change, and back again', () => {
    const first = settled()
    expect(nextDuty(first, policy, declaredAt)).toMatchObject({ do: 'wait' })
    const raised = { ...first, severity: 'p1' } as Incident
    const duty = nextDuty(raised, policy, declaredAt)
    expect(duty).toMatchObject({
      do: 'act',
      name: 'set-topic',
      key: expect.stringMatching(/^set-topic\/2\//),
    })
    if (duty.do !== 'act') throw new Error('the topic is due')
    const done = { ...raised, acts: [...raised.acts, act(duty.key, 'done')] } as Incident
    expect(nextDuty({ ...done, severity: 'p0' } as Incident, policy, declaredAt)).toMatchObject({
      key: expect.stringMatching(/^set-topic\/3\//),
    })
  })

  test('is the only thing that is still begun after the end', () => {
    const resolved: Incident = {
      ...settled({ cardTs: '1.1' }),
      state: 'resolved',
      resolvedAt: declaredAt,
      resolvedBy: 'U0MAYA00001',
      summary: 'Rolled back.',
    }
    expect(nextDuty(resolved, policy, declaredAt)).toMatchObject({ do: 'act', name: 'set-topic' })
    const before = { ...resolved, channel: null, acts: [], isAnnounced: false }
    expect(nextDuty(before, policy, inSeconds(90_000))).toEqual({ do: 'wait', until: null })
  })

  test('finishes after the end what had begun, because it may have happened', () => {
    const resolved: Incident = {
      ...incident({ acts: [act('create-channel', { retryAt: null })] }),
      state: 'resolved',
      resolvedAt: declaredAt,
      resolvedBy: 'U0MAYA00001',
      summary: 'Rolled back.',
    }
    expect(nextDuty(resolved, policy, declaredAt)).toMatchObject({ do: 'act', name: 'create-channel' })
  })

  test('says severity, state, commander and title, and pings nobody', () => {
    const topic = topicOf(incident({ title: '<!channel> is down' }))
    expect(topic).toBe('P0 · Investigating · commander <@U0MAYA00001> · &lt;!channel&gt; is down')
  })
})
