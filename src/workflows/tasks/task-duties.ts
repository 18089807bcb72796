import { retryOf } from '../../domain/act.ts'
import { earliest } from '../../domain/earliest.ts'
import { nextTaskStep } from '../../domain/incident/chase.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { isDropped } from '../../domain/incident/incident.ts'
import type { Task } from '../../domain/incident/task.ts'
import { today } from '../../domain/incident/task.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadTasks, updateTask } from '../../store/incident/tasks.ts'
import type { Trx } from '../../store/tables.ts'
import { channelFor } from '../incident/channel-for.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { actKey } from '../incident/plan-act.ts'
import { order } from '../refresh.ts'
import { issueAct, lookAtIssues } from './issue-acts.ts'
import { taskKey } from './keys.ts'

/** Action items become issues, owners are reminded of what is due, and what was closed on GitHub is done. */
export const taskDuties: DutySource = async (deps, trx, incident, has) => {
  if (!has.tasks || isDropped(incident)) return { until: null }
  const tasks = await loadTasks(trx, incident.id)
  const { tasks: policy } = deps.config.incidents
  const actOf = (key: string) => {
    const full = actKey(deps, incident.id, key)
    return incident.acts.find((act) => act.key === full)
  }
  const step = nextTaskStep(tasks, {
    ...{ policy, timeZone: deps.config.timeZone, now: deps.now() },
    hasIssues: policy.issues !== undefined && !incident.isPrivate && !incident.isDrill,
    hasEnded: (key) => ['done', 'failed'].includes(actOf(key)?.state ?? ''),
    retryOf: (key) => {
      const act = actOf(key)
      return act?.state === 'intended' ? retryOf(act, deps.now()) : null
    },
  })
  if (step.do === 'remind') {
    await remind(deps, trx, incident, step.task)
    return 'moved'
  }
  if (step.do !== 'wait') return issueAct(deps, incident, step)
  const look = lookAtIssues(deps, incident, tasks)
  if (look === null || !('until' in look)) return look ?? { until: step.until }
  return { until: earliest([step.until, look.until]) }
}

/** In private to whoever owns it; to everybody where nobody does. */
async function remind(deps: Deps, trx: Trx, incident: Incident, task: Task): Promise<void> {
  const at = deps.now()
  const day = today(deps.config.timeZone, at)
  const subject = incidentSubject(incident.id)
  await updateTask(trx, task, { reminded_on: day })
  await order(deps, trx, {
    key: `${taskKey(task)}reminder/${day}`,
    destination: task.owner ?? channelFor(incident, deps.config),
    post: { purpose: 'task-reminder', taskId: task.id, day },
    ...{ subject, at },
  })
  const detail = { task: task.id, day }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'incident.task-reminder', subject, detail })
}
