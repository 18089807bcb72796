import type { Task } from '../../domain/incident/task.ts'

/** How the keys of a task's messages begin. */
export const taskKey = ({ id, incidentId }: Pick<Task, 'id' | 'incidentId'>): string =>
  `incident/${incidentId}/task/${id}/`
