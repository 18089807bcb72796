import { z } from 'zod'
import { type IssueStep, issueActKey, issueActName } from '../../domain/incident/chase.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { nextLook } from '../../domain/incident/next-look.ts'
import type { Task } from '../../domain/incident/task.ts'
import type { Deps, NewIssue, OutsideAct } from '../../ports.ts'
import { loadTask, updateTask } from '../../store/incident/tasks.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { stepFailed } from '../incident/after-act.ts'
import { recordChange } from '../incident/change.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { refreshTask } from './change-task.ts'
import { issueFacts, tellIssue } from './tell-issue.ts'

const opened = z.object({ number: z.number(), url: z.string() })

/** How long a new issue may be missing from GitHub's lists. */
const settleMs = 3000

/** Opens the issue of an action item, tells it of a change, or closes it where the item has ended. */
export function issueAct(deps: Deps, incident: Incident, step: IssueStep): PlannedAct {
  const { task } = step
  const repository = deps.config.incidents.tasks.issues?.repository
  if (repository === undefined)
    throw new Error(`Task ${task.id} can become no issue: no repository is named.`)
  const common = { name: issueActName(step), key: issueActKey(step), service: 'GitHub' }
  if (task.issue === null) return openAct(deps, incident, task, { ...common, repository })
  const issue = { repository, number: task.issue.number }
  if (step.do === 'edit-issue')
    return planIncidentAct(deps, incident.id, {
      ...{ ...common, act: tellIssue(deps.codeHost) },
      input: { ...issue, ...issueFacts(deps.config, task) },
    })
  return planIncidentAct(deps, incident.id, {
    ...{ ...common, act: deps.codeHost.closeIssue },
    input: { ...issue, isDone: task.state === 'done' },
  })
}

type Common = { name: string; key: string; service: string; repository: string }

function openAct(deps: Deps, incident: Incident, task: Task, { repository, ...common }: Common): PlannedAct {
  return planIncidentAct(deps, incident.id, {
    ...{ ...common, act: deps.codeHost.openIssue, settleMs },
    input: newIssue(deps, incident, task, repository),
    ended: async (trx, row) => {
      if (row.state === 'failed') return stepFailed(row)
      const { number, url } = opened.parse(row.outcome)
      const now = await loadTask(trx, task.id)
      if (now) await updateTask(trx, now, { issue_number: number, issue_url: url })
      return { kind: 'happened', topic: 'task', did: `opened issue #${number} for action item ${task.id}` }
    },
  })
}

function newIssue({ config }: Deps, incident: Incident, task: Task, repository: string): NewIssue {
  const { lines, assignee } = issueFacts(config, task)
  const facts = [`Action item ${task.id} of incident ${incident.id}: ${incident.title}`, ...lines]
  return {
    repository,
    title: task.text.slice(0, 200),
    body: `${task.text}\n\n${facts.join('\n')}\n\nClosing this issue finishes the action item.`,
    labels: config.incidents.tasks.issues?.labels ?? [],
    assignees: assignee === null ? [] : [assignee],
  }
}

const lookName = 'look-at-action-issues'
const everyMs = { open: 15 * 60_000, ended: 60 * 60_000 }

/** Asks GitHub now and then which issues were closed; null where there is none to ask about. */
export function lookAtIssues(
  deps: Deps,
  incident: Incident,
  tasks: readonly Task[],
): PlannedAct | { until: Date } | null {
  const repository = deps.config.incidents.tasks.issues?.repository
  const issues = tasks.flatMap(({ id, state, issue }) =>
    state === 'open' && issue ? [{ task: id, number: issue.number }] : [],
  )
  if (repository === undefined || issues.length === 0) return null
  const every = isOpen(incident) ? everyMs.open : everyMs.ended
  const opening = incident.acts.findLast(({ name }) => name.startsWith('open-action-issue:'))
  const since = opening?.intendedAt ?? deps.now()
  const look = nextLook(incident.acts, lookName, { every, since, now: deps.now() })
  if (!look.isDue) return { until: look.until }
  const planned = planIncidentAct(deps, incident.id, {
    ...{
      name: lookName,
      key: lookName,
      act: lookAct(deps),
      input: { repository, issues },
      service: 'GitHub',
    },
    ended: async (trx, row) => {
      await finishClosed(deps, trx, incident.id, row)
      return null
    },
  })
  return { ...planned, isRepeatable: true }
}

type Looked = { repository: string; issues: { task: number; number: number }[] }
const closed = z.object({ closed: z.array(z.object({ task: z.number(), number: z.number() })) })

function lookAct({ codeHost }: Deps): OutsideAct<Looked, z.infer<typeof closed>> {
  const look = async (_key: string, { repository, issues }: Looked) => {
    const found: Looked['issues'] = []
    for (const one of issues) {
      const issue = await codeHost.issue(repository, one.number)
      if (issue && !issue.isOpen) found.push(one)
    }
    return { seen: 'done', outcome: { closed: found } } as const
  }
  return { perform: look, observe: look }
}

async function finishClosed(deps: Deps, trx: Trx, incidentId: number, row: Row<'acts'>): Promise<void> {
  if (row.state !== 'done') return
  for (const { task: id, number } of closed.parse(row.outcome).closed) {
    const task = await loadTask(trx, id)
    if (task?.state !== 'open') continue
    await updateTask(trx, task, { state: 'done', done_by: 'pilothouse', done_at: deps.now() })
    await refreshTask(deps, trx, task)
    const did = `finished action item ${id} (${task.text}), whose issue #${number} was closed on GitHub`
    const event = { kind: 'happened', topic: 'task', did } as const
    await recordChange(deps, trx, incidentId, { by: null, action: 'incident.task-changed', event })
  }
}
