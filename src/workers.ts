import type { Deps, Queue } from './ports.ts'
import { readPost } from './web/hooks/read.ts'
import { advanceAlert } from './workflows/alerts/advance.ts'
import { judgeRules } from './workflows/alerts/judge.ts'
import { readPosts } from './workflows/alerts/read-posts.ts'
import { runChecks } from './workflows/checks/run.ts'
import { deliver } from './workflows/deliver.ts'
import { advanceDeployment } from './workflows/deployment/advance.ts'
import { advanceDiagnostic } from './workflows/diagnostics/advance.ts'
import { advanceIncident, runErrands } from './workflows/incident/advance.ts'
import { measureDue } from './workflows/measure/run.ts'
import { advanceOperation } from './workflows/operation/advance.ts'

/** What is done with an id of each queue, once everything is up. */
export const workersFor = (deps: Promise<Deps>): Record<Queue, (id: string) => Promise<void>> => ({
  'advance-deployment': async (id) => await advanceDeployment(await deps, id),
  'advance-incident': async (id) => await advanceIncident(await deps, id),
  'run-errands': async (id) => await runErrands(await deps, id),
  'advance-operation': async (id) => await advanceOperation(await deps, id),
  'advance-alert': async (id) => await advanceAlert(await deps, id),
  'advance-diagnostic': async (id) => await advanceDiagnostic(await deps, id),
  'run-checks': async () => await runChecks(await deps),
  'judge-rules': async () => await judgeRules(await deps),
  measure: async () => await measureDue(await deps),
  'read-posts': async (source) => await readPosts(await deps, source, readPost),
  deliver: async (destination) => await deliver(await deps, destination),
})
