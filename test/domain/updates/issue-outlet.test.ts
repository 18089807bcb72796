import { expect, test } from 'vitest'
import type { Incident } from '../../../src/domain/incident/incident.ts'
import { type IssueAct, nextIssueStep } from '../../../src/domain/updates/issue-outlet.ts'
import { incident, inSeconds } from '../incidents.ts'

const { promise: _, pause: __, relaxedEvery: ___, ...common } = incident()
const resolved: Incident = {
  ...common,
  ...{ state: 'resolved', resolvedAt: inSeconds(900), resolvedBy: 'U0MAYA00001', summary: 'Rolled back.' },
}
const print = inSeconds(900).toISOString()

const act = (about: string, state: IssueAct['state'] = 'done'): IssueAct => ({
  name: about.split('/')[0] as IssueAct['name'],
  about,
  state,
})

/** Does everything that is due, and returns what that was. */
function carriedOut(of: Incident, acts: IssueAct[], updates: number[]): string[] {
  const done: string[] = []
  for (let step = nextIssueStep(of, acts, updates); step; step = nextIssueStep(of, acts, updates)) {
    if (done.length > 20) throw new Error('It never comes to rest.')
    acts.push(act(step.key))
    done.push(step.key)
  }
  return done
}

test('an issue is opened, told of each update once, then of the end, and closed', () => {
  const acts: IssueAct[] = []
  expect(carriedOut(incident(), acts, [4, 7])).toEqual(['open-issue', 'comment-issue/4', 'comment-issue/7'])
  expect(carriedOut(incident(), acts, [4, 7])).toEqual([])
  expect(carriedOut(resolved, acts, [4, 7, 9])).toEqual([
    'comment-issue/9',
    `comment-issue/end/${print}`,
    `close-issue/${print}`,
  ])
  expect(carriedOut(incident(), acts, [4, 7, 9])).toEqual([`reopen-issue/${print}`])
})

test('what GitHub refuses holds back nothing else, and without an issue there is nothing to do', () => {
  const refused = [act('open-issue'), act('comment-issue/4', 'failed')]
  expect(nextIssueStep(incident(), refused, [4, 7])).toMatchObject({ key: 'comment-issue/7' })
  expect(nextIssueStep(incident(), [act('open-issue', 'failed')], [4])).toBeNull()
  expect(nextIssueStep(resolved, [], [4])).toBeNull()
})

test('what may have happened is finished first, also where the incident went another way meanwhile', () => {
  const closing = [act('open-issue'), act(`close-issue/${print}`, 'intended')]
  expect(nextIssueStep(incident(), closing, [4])).toEqual({ do: 'close', key: `close-issue/${print}` })
  const ending = [act('open-issue'), act(`comment-issue/end/${print}`, 'intended')]
  expect(nextIssueStep(incident(), ending, [])).toMatchObject({ do: 'tell-end' })
  expect(nextIssueStep(resolved, [act('open-issue', 'intended')], [])).toMatchObject({ do: 'open' })
})
