import type { Incident } from '../incident/incident.ts'
import { isOpen } from '../incident/incident.ts'

/** What was done for the issue of an incident, oldest first; `about` is the key without the installation and incident. */
export type IssueAct = {
  name: 'open-issue' | 'comment-issue' | 'close-issue' | 'reopen-issue'
  about: string
  state: 'intended' | 'done' | 'failed'
}

/** The next thing to be done for it. A key names each for ever. */
export type IssueStep =
  | { do: 'open'; key: string }
  | { do: 'comment'; key: string; updateId: number }
  | { do: 'tell-end' | 'close' | 'reopen'; key: string }

/** How one end is told from the next, and from the time before it was opened again. */
type Ended = { endedAt: Date } | null

/**
 * What the issue lacks: first itself, then each update once and in order, then the end. A step that GitHub refused for
 * good holds back no other; without an issue there is nothing to do.
 */
export function nextIssueStep(
  incident: Incident,
  acts: readonly IssueAct[],
  updateIds: readonly number[],
): IssueStep | null {
  const begun = acts.find(({ state }) => state === 'intended')
  if (begun) return carriedOn(begun)
  const stands = (key: string) => acts.find(({ about }) => about === key)?.state
  const isOver = (key: string) => stands(key) === 'done' || stands(key) === 'failed'
  const end = endOf(incident)
  if (!isOver('open-issue')) return end ? null : { do: 'open', key: 'open-issue' }
  if (stands('open-issue') === 'failed') return null
  const reopening = openAgain(incident, acts)
  if (reopening !== null && !isOver(reopening)) return { do: 'reopen', key: reopening }
  const updateId = updateIds.find((id) => !isOver(`comment-issue/${id}`))
  if (updateId !== undefined) return { do: 'comment', key: `comment-issue/${updateId}`, updateId }
  if (end === null) return null
  const print = end.endedAt.toISOString()
  if (!isOver(`comment-issue/end/${print}`)) return { do: 'tell-end', key: `comment-issue/end/${print}` }
  return isOver(`close-issue/${print}`) ? null : { do: 'close', key: `close-issue/${print}` }
}

/** What had begun is finished before anything else, whatever became of the incident: it may have happened. */
function carriedOn({ name, about: key }: IssueAct): IssueStep {
  const updateId = Number(key.split('/').at(-1))
  switch (name) {
    case 'open-issue':
      return { do: 'open', key }
    case 'comment-issue':
      return key.startsWith('comment-issue/end/') ? { do: 'tell-end', key } : { do: 'comment', key, updateId }
    case 'close-issue':
      return { do: 'close', key }
    case 'reopen-issue':
      return { do: 'reopen', key }
  }
}

function endOf(incident: Incident): Ended {
  if (isOpen(incident)) return null
  return { endedAt: 'resolvedAt' in incident ? incident.resolvedAt : incident.endedAt }
}

/** An open incident whose issue was closed by us wants it open. */
function openAgain(incident: Incident, acts: readonly IssueAct[]): string | null {
  if (!isOpen(incident)) return null
  const closed = acts.findLast(({ name, state }) => name === 'close-issue' && state === 'done')
  return closed ? closed.about.replace('close-issue', 'reopen-issue') : null
}
