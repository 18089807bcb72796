import { z } from 'zod'
import { checkActionItems } from '../../domain/incident/action-items.ts'
import { latestKey } from '../../domain/incident/duty.ts'
import type { RestoredIncident } from '../../domain/incident/incident.ts'
import type { Postmortem, PostmortemFacts } from '../../domain/postmortem/postmortem.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { updatePostmortem } from '../../store/postmortem/postmortems.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { stepFailed } from '../incident/after-act.ts'
import type { Candidate } from '../incident/candidates.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { orderNews } from './news.ts'

type Pull = NonNullable<Postmortem['pull']>
type Awaited = { incident: RestoredIncident; postmortem: Postmortem; pull: Pull; repository: string }

const lookEveryMs = 5 * 60_000
const longestMs = 365 * 24 * 60 * 60_000
const mergeName = 'await-merge'

/** Looks at the pull request until it was merged or closed. */
export function awaitedMerge(deps: Deps, { incident, postmortem, pull, repository }: Awaited): Candidate {
  const { number } = pull
  const key = `${mergeName}/${number}/${postmortem.attempt}`
  return {
    name: mergeName,
    key,
    plan: () =>
      planIncidentAct(deps, incident.id, {
        ...{ name: mergeName, key, act: mergeAct(deps), input: { repository, number } },
        ...{ service: 'GitHub', pollMs: lookEveryMs, budgetMs: longestMs },
        ended: (trx, row) => afterMerge(deps, trx, incident, pull, row),
      }),
  }
}

const ended = z.object({ state: z.enum(['merged', 'closed']) })

function mergeAct({
  codeHost,
}: Deps): OutsideAct<{ repository: string; number: number }, z.infer<typeof ended>> {
  const look = async (_key: string, { repository, number }: { repository: string; number: number }) => {
    const pull = await codeHost.pull(repository, number)
    // Somebody may have pushed meanwhile: the check belongs to the newest commit.
    if (pull?.state === 'open') return { seen: 'pending', remote: pull.sha } as const
    return { seen: 'done', outcome: { state: pull?.state ?? 'closed' } } as const
  }
  return { perform: look, observe: look }
}

async function afterMerge(
  deps: Deps,
  trx: Trx,
  incident: RestoredIncident,
  { number, url }: Pull,
  row: Row<'acts'>,
): Promise<TimelineEvent | null> {
  if (row.state === 'failed') return stepFailed(row)
  const { state } = ended.parse(row.outcome)
  await updatePostmortem(trx, incident.id, { pull_ended: state })
  if (state === 'closed')
    await orderNews(deps, trx, incident, `not-merged/${row.id}`, { about: 'not-merged', number, url })
  const did =
    state === 'merged'
      ? `saw that the post-mortem was merged (pull request ${number})`
      : `saw that pull request ${number} was closed without being merged`
  return { kind: 'happened', topic: 'postmortem', did }
}

const checkName = 'check-action-items'

/** Says on the pull request whether every action item has an owner and a date. */
export function actionCheck(
  deps: Deps,
  { incident, pull, repository }: Awaited,
  { actionItems }: Pick<PostmortemFacts, 'actionItems'>,
): Candidate {
  const check = checkActionItems(actionItems)
  const look = incident.acts.find((act) => act.name === mergeName && act.key.includes(`/${pull.number}/`))
  const sha = look?.remote ?? pull.head
  const print = `${sha.slice(0, 12)}.${check.state}.${check.description.replace(/\W+/g, '-')}`
  const key = latestKey(incident, checkName, print)
  const status = { repository, sha, name: 'pilothouse/action-items', ...check }
  return {
    name: checkName,
    key,
    plan: () =>
      planIncidentAct(deps, incident.id, {
        ...{ name: checkName, key, act: deps.codeHost.setStatus, input: status, service: 'GitHub' },
      }),
  }
}
