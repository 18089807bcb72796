import type { RestoredIncident } from '../../domain/incident/incident.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import { documentOf } from '../../domain/postmortem/document.ts'
import { type Postmortem, type PostmortemFacts, toldEntries } from '../../domain/postmortem/postmortem.ts'
import type { Deps } from '../../ports.ts'
import { loadTasks } from '../../store/incident/tasks.ts'
import { loadReport } from '../../store/postmortem/incident-reports.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'
import { countPromises } from '../../store/updates/updates.ts'
import { suspectsOf } from '../cure/suspicion.ts'

/** Everything that a post-mortem is made of, as it stands now. */
export async function loadFacts(
  { config }: Pick<Deps, 'config'>,
  db: Db | Trx,
  incident: RestoredIncident,
  { review, sources }: Pick<Postmortem, 'review' | 'sources'>,
): Promise<PostmortemFacts> {
  const tasks = await loadTasks(db, incident.id)
  return {
    incident,
    severityName: severityOf(config.incidents, incident.severity).name,
    report: await loadReport(db, incident.id),
    timeline: toldEntries(await loadTimeline(db, incident.id)),
    promises: await countPromises(db, incident.id, incident.resolvedAt),
    actionItems: tasks.filter(({ kind }) => kind === 'action'),
    suspects: await suspectsOf({ db, config }, incident),
    reviewAt: review.at,
    names: sources?.names ?? {},
  }
}

export const writeDocument = (postmortem: Postmortem, facts: PostmortemFacts): string =>
  documentOf(postmortem, facts, postmortem.sources?.template ?? null)
