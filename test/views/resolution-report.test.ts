import { describe, expect, it } from 'vitest'
import { emptyReport } from '../../src/domain/incident/incident-report.ts'
import type { Audience } from '../../src/domain/message.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { renderMessage } from '../../views/message.ts'
import { entry, resolvedIncident } from './incident-samples.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import { minutesLater, priya, start } from './samples.ts'

describe('the report of a resolved incident', () => {
  const report = (timeline: TimelineEntry[], audience: Audience = 'responders') =>
    renderMessage({
      purpose: 'resolution-report',
      audience,
      incident: resolvedIncident(),
      timeline,
      promises: { kept: 3, late: 1, held: 2 },
      report: { ...emptyReport, rootCause: 'an index was dropped' },
    })
  it('holds summary, durations, promises and the timeline', () => {
    const words = wordsOf(
      report([
        entry({ kind: 'declared', title: 'checkout returns 500s', severity: 'p0' }, { at: start }),
        entry({ kind: 'state', from: 'investigating', to: 'identified' }, { at: minutesLater(12) }),
        entry(
          { kind: 'state', from: 'identified', to: 'monitoring' },
          { at: minutesLater(40), actor: priya },
        ),
      ]),
    )
    expect(words).toContain('*Summary*\nA bad index; rolled back')
    expect(words).toContain('*Impact:* _nobody has said so yet_\n')
    expect(words).toContain('*Root cause:* an index was dropped')
    expect(words).toContain('*Time to:* detect not known · acknowledge not known · ')
    expect(words).toContain('repair 1 h 05 min')
    expect(words).toContain('*Cause identified:* 12 min after it was declared')
    expect(words).toContain('*Fix in place:* 40 min after it was declared')
    expect(words).toContain('*Resolved:* 1 h 05 min after it was declared')
    expect(words).toContain('3 in time, 1 late, 2 automatic ones')
    expect(words).toContain('<@U0MAYA00001> declared a P0: checkout returns 500s')
  })
  it('says so where it was resolved before any update was due', () => {
    const promises = { kept: 0, late: 0, held: 0 }
    const incident = resolvedIncident()
    const audience = 'responders'
    const early = renderMessage({
      ...{ purpose: 'resolution-report', audience, incident, timeline: [], promises },
      report: emptyReport,
    })
    expect(wordsOf(early)).toContain('*Status updates:* none was due before it was resolved')
  })
  it('gives stakeholders summary and durations, without the timeline or a button', () => {
    const identified = entry(
      { kind: 'state', from: 'investigating', to: 'identified' },
      { at: minutesLater(12) },
    )
    const shown = report([identified, entry({ kind: 'note', text: 'a secret' })], 'stakeholders')
    expect(wordsOf(shown)).toContain('*Summary*\nA bad index; rolled back')
    expect(wordsOf(shown)).toContain('*Cause identified:* 12 min after it was declared')
    expect(wordsOf(shown)).not.toMatch(/secret|Timeline|in time/)
    expect(buttonsOf(shown.blocks)).toEqual({})
    expect(Object.keys(buttonsOf(report([]).blocks))).toEqual(['Timeline', 'Reopen…'])
  })
  it('leaves out durations that nobody recorded', () => {
    expect(wordsOf(report([]))).not.toContain('Fix in place')
  })
  it('counts the entries that do not fit, and says where they are', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      entry({ kind: 'note', text: `note ${index} ${'x'.repeat(150)}` }),
    )
    const words = wordsOf(report(many))
    const left = Number(/_(\d+) earlier entries left out here/.exec(words)?.[1])
    expect(words).toContain('`/incident timeline 3` shows all.')
    expect(words.match(/noted: note/g)).toHaveLength(200 - left)
    expect(words).toContain('note 199')
    expect(left).toBeGreaterThan(50)
  })
})
