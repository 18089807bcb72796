import { subMinutes } from 'date-fns/subMinutes'
import { retryOf } from '../../domain/act.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import { type IssueAct, type IssueStep, nextIssueStep } from '../../domain/updates/issue-outlet.ts'
import { opensIssue } from '../../domain/updates/outlet.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { listUpdateIds, loadUpdate } from '../../store/updates/updates.ts'
import type { PlannedAct } from '../carry-out.ts'
import { stepFailed } from '../incident/after-act.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { actKey, planIncidentAct } from '../incident/plan-act.ts'
import { endComment, issueBody, issueTitle, updateComment } from './issue-words.ts'

const names = ['open-issue', 'comment-issue', 'close-issue', 'reopen-issue'] as const

/** The GitHub issue of an incident: opened, commented, closed and opened again, one step at a time. */
export const issueDuties: DutySource = async (deps, trx, incident) => {
  const isBegun = incident.acts.some(({ name }) => names.some((one) => one === name))
  if (!deps.config.incidents.issue || !(isBegun || opensIssue(incident))) return { until: null }
  const rows = isBegun ? await issueRows(trx, incident.id) : []
  const prefix = actKey(deps, incident.id, '')
  const acts = rows.map(
    (row): IssueAct => ({ name: nameOf(row), about: row.key.slice(prefix.length), state: row.state }),
  )
  const step = nextIssueStep(incident, acts, isBegun ? await listUpdateIds(trx, incident.id) : [])
  if (!step) return { until: null }
  const begun = rows.find(({ key }) => key === `${prefix}${step.key}`)
  const retryAt = begun && retryOf({ retryAt: begun.retry_at, intendedAt: begun.intended_at }, deps.now())
  return retryAt ? { until: retryAt } : await plannedStep(deps, trx, incident, step, rows)
}

type IssueRow = Pick<Row<'acts'>, 'name' | 'key' | 'state' | 'remote' | 'retry_at' | 'intended_at'>

async function issueRows(trx: Trx, id: number): Promise<IssueRow[]> {
  return await trx
    .selectFrom('acts')
    .select(['name', 'key', 'state', 'remote', 'retry_at', 'intended_at'])
    .where('subject', '=', incidentSubject(id))
    .where('name', 'in', names)
    .orderBy('id')
    .execute()
}

function nameOf({ name }: IssueRow): IssueAct['name'] {
  const known = names.find((one) => one === name)
  if (known) return known
  throw new Error(`There is no act ${name} for an issue.`)
}

async function plannedStep(
  deps: Deps,
  trx: Trx,
  incident: Incident,
  step: IssueStep,
  rows: readonly IssueRow[],
): Promise<PlannedAct> {
  const { codeHost, config } = deps
  const plan = <Input extends object>(
    name: IssueAct['name'],
    act: OutsideAct<Input, unknown>,
    input: Input,
  ) =>
    planIncidentAct(deps, incident.id, {
      ...{ name, act, input, key: step.key, service: 'GitHub' },
      ended: (inner, row) => afterStep(inner, incident.id, row),
    })
  const { repository = '', labels = [] } = config.incidents.issue ?? {}
  const issue = { repository, number: Number(rows.find(({ name }) => name === 'open-issue')?.remote) }
  const comment = (body: string) =>
    plan('comment-issue', codeHost.commentIssue, {
      ...{ ...issue, body },
      since: subMinutes(deps.now(), 5).toISOString(),
    })
  switch (step.do) {
    case 'open': {
      const words = { title: issueTitle(incident), body: issueBody(config, incident) }
      return plan('open-issue', codeHost.openIssue, { repository, labels, ...words })
    }
    case 'comment':
      return comment(await updateWords(deps, trx, step.updateId))
    case 'tell-end':
      return comment(endComment(incident))
    case 'close':
      return plan('close-issue', codeHost.closeIssue, { ...issue, isDone: 'resolvedAt' in incident })
    case 'reopen':
      return plan('reopen-issue', codeHost.reopenIssue, issue)
  }
}

async function updateWords({ config }: Deps, trx: Trx, updateId: number): Promise<string> {
  const update = await loadUpdate(trx, updateId)
  if (update) return updateComment(config, update)
  throw new Error(`Update ${updateId} does not exist.`)
}

/** The timeline names the issue, and says once that GitHub refuses it. */
async function afterStep(trx: Trx, id: number, row: Row<'acts'>): Promise<TimelineEvent | null> {
  if (row.state === 'done')
    return row.name === 'open-issue'
      ? { kind: 'happened', topic: 'outlet', did: `opened issue ${row.remote} on GitHub` }
      : null
  const earlier = (await issueRows(trx, id)).filter(({ state }) => state === 'failed')
  return earlier.length > 1 ? null : stepFailed(row)
}
