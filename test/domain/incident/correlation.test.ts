import { expect, test } from 'vitest'
import {
  correlate,
  firstErrorsOf,
  type SourceSeen,
  spansAround,
} from '../../../src/domain/incident/correlation.ts'
import type { Change } from '../../../src/domain/incident/suspects.ts'
import { inSeconds } from '../incidents.ts'

const minutes = (count: number): Date => inSeconds(60 * count)
const half = 30 * 60_000

const seen = (source: string, errors: number[]): SourceSeen => ({
  ...{ source, is: 'seen', versions: [] },
  calls: errors.map((count) => count + 10),
  errors,
})
const unknown: SourceSeen = { source: 'database', is: 'unknown', because: 'nobody looks' }
const deployment = (id: number, at: Date): Change => ({
  ...{ is: 'deployment', id, at, service: 'web', environment: 'production', sha: null },
  ...{ state: 'verified', purpose: 'release', isBreakGlass: false, verdict: null, isLatest: true },
})

test('the window lies around the beginning, and never in the future', () => {
  const late = spansAround(minutes(0), half, minutes(500))
  expect([late[0]?.from, late.at(-1)?.to]).toEqual([minutes(-15), minutes(15)])
  const fresh = spansAround(minutes(0), half, minutes(3))
  expect([fresh[0]?.from, fresh.at(-1)?.to]).toEqual([minutes(-27), minutes(3)])
  for (const [index, span] of late.entries()) expect(late[index + 1]?.from ?? span.to).toEqual(span.to)
})

test('the first errors of all sources say which change is suspected', () => {
  const spans = spansAround(minutes(0), half, minutes(500))
  const changes = [
    deployment(1, minutes(-200)),
    deployment(2, minutes(-12)),
    deployment(3, minutes(-6)),
    deployment(4, minutes(9)),
  ]
  const sources = [unknown, seen('web', [0, 0, 0, 5, 9, 0]), seen('functions', [0, 0, 2, 7, 0, 0])]
  const found = correlate({ spans, sources, changes, affects: [] })
  expect(found.firstErrors).toEqual({ from: minutes(-5), to: minutes(0) })
  expect(found.suspects.map(({ change }) => change.id)).toEqual([3, 2, 4])
  expect(sources.map((one) => firstErrorsOf(spans, one)?.from ?? null)).toEqual([
    null,
    minutes(0),
    minutes(-5),
  ])
})

test('where nothing failed, or nobody could look, no beginning is made up', () => {
  const spans = spansAround(minutes(0), half, minutes(500))
  for (const sources of [[unknown], [seen('web', [0, 0, 0, 0, 0, 0])]])
    expect(correlate({ spans, sources, changes: [], affects: [] })).toMatchObject({
      firstErrors: null,
      suspects: [],
    })
})
