import type { Refusal } from '../../src/domain/refusal.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { actions } from '../../views/actions.ts'
import { cureClicks } from '../cure/gestures.ts'
import { declareClicks } from '../declare/changes.ts'
import { lifecycleClicks } from '../lifecycle/gestures.ts'
import { metricsFile } from '../metrics/answers.ts'
import { alertClicks } from '../paging/alerts.ts'
import { pagingClicks } from '../paging/changes.ts'
import { postmortemClicks } from '../postmortem/gestures.ts'
import { roleClicks } from '../roles/answers.ts'
import { runbookClicks } from '../runbooks/answers.ts'
import { taskClicks } from '../tasks/answers.ts'
import { timelineClicks } from '../timeline/answers.ts'
import { clickCadence } from '../updates/cadence.ts'
import { clickPublish, clickReject } from '../updates/public.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse } from '../words.ts'
import type { ModalVerb } from './modals.ts'
import { openDeclareForm, openIncidentModal } from './modals.ts'
import { findVisible } from './which.ts'

const opens =
  (verb: ModalVerb): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const incident = await incidentOf(value, invoker, deps)
    return incident ? await openIncidentModal(verb, incident, invoker, deps) : refuse(noSuch(value))
  }

/** What the buttons of incidents do; each is also a command. */
export const incidentClicks: Record<string, Answers<Click>> = {
  [actions.update]: opens('update'),
  [actions.note]: opens('note'),
  [actions.severity]: opens('severity'),
  [actions.resolve]: opens('resolve'),
  [actions.reopen]: opens('reopen'),
  ...roleClicks,
  ...taskClicks,
  ...runbookClicks,
  [actions.metricsCsv]: metricsFile,
  [actions.metricsMarkdown]: metricsFile,
  ...lifecycleClicks,
  ...timelineClicks,
  [actions.relax]: clickCadence,
  [actions.relaxMore]: clickCadence,
  [actions.publish]: clickPublish,
  [actions.rejectWords]: clickReject,
  ...declareClicks,
  [actions.declareDeployment]: declareFor,
  [actions.declare]: async (_click, invoker, deps) => openDeclareForm({}, invoker, deps),
  ...cureClicks,
  ...postmortemClicks,
  ...pagingClicks,
  ...alertClicks,
}

/** For a release that went wrong: its service is in the title, and so it is what the incident affects. */
async function declareFor({ value }: Click, invoker: Invoker, deps: Deps) {
  const deployment = await loadDeployment(deps.db, parseId(value) ?? 0)
  if (!deployment) return refuse({ refused: 'no-such-deployment', id: value })
  const { id, service, environment } = deployment
  return openDeclareForm({ title: `${service} on ${environment} fails, see deployment ${id}` }, invoker, deps)
}

async function incidentOf(value: string, invoker: Invoker, deps: Deps) {
  const id = parseId(value)
  return id === null ? null : await findVisible(id, invoker, deps)
}

const noSuch = (id: string): Refusal => ({ refused: 'no-such-incident', id })
