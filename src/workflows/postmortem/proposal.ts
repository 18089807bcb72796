import { createHash } from 'node:crypto'
import { z } from 'zod'
import { latestKey } from '../../domain/incident/duty.ts'
import type { RestoredIncident } from '../../domain/incident/incident.ts'
import { fileNameOf } from '../../domain/postmortem/document.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import { unmentioned } from '../../domain/unmentioned.ts'
import type { Deps, OutsideAct, ProposedFile } from '../../ports.ts'
import { updatePostmortem } from '../../store/postmortem/postmortems.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { stepFailed } from '../incident/after-act.ts'
import type { Candidate } from '../incident/candidates.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { orderNews } from './news.ts'

const name = 'propose-postmortem'
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

type Proposing = { incident: RestoredIncident; postmortem: Postmortem; repository: string; content: string }

/** Brings the pull request up to date with the document. */
export function proposal(deps: Deps, trx: Trx, proposing: Proposing): Candidate {
  const { incident, postmortem, content } = proposing
  const { id } = incident
  const print = `${postmortem.round}.${postmortem.attempt}.${hashOf(content).slice(0, 12)}`
  const key = latestKey(incident, name, print)
  return {
    name,
    key,
    plan: async () => {
      const known = await remember(trx, postmortem, hashOf(content))
      const request = requestFor(deps, proposing, known)
      return planIncidentAct(deps, id, {
        ...{ name, key, act: proposeAct(deps, request), input: { path: request.path, head: request.head } },
        ...{ service: 'GitHub', isShown: true },
        ended: (inEnd, row) => afterProposal(deps, inEnd, { incident, postmortem, row }),
      })
    },
  }
}

/** The content is not kept with the act: it is made of rows, and under its key it is always the same. */
function proposeAct(deps: Deps, request: ProposedFile): OutsideAct<object, z.infer<typeof proposed>> {
  const { proposeFile } = deps.codeHost
  return {
    perform: (key) => proposeFile.perform(key, request),
    observe: (key, _input, remote) => proposeFile.observe(key, request, remote),
  }
}

/** What Pilothouse is about to write is told from what others write, also where its answer is lost. */
async function remember(trx: Trx, { incidentId, written }: Postmortem, hash: string): Promise<string[]> {
  const known = [...new Set([...written, hash])]
  await updatePostmortem(trx, incidentId, { written: JSON.stringify(known) })
  return known
}

function requestFor(
  { config, installation }: Deps,
  { incident, postmortem, repository, content }: Proposing,
  known: readonly string[],
): ProposedFile {
  const { branch, folder } = config.incidents.postmortem
  const { id, title } = incident
  const again = postmortem.round > 1 ? `-${postmortem.round}` : ''
  return {
    ...{ repository, branch, content, known },
    head: `pilothouse/postmortem-${id}${again}-${installation.slice(0, 8)}`,
    path: `${folder}/${fileNameOf(incident, postmortem.round)}`,
    title: `Post-mortem of incident ${id}: ${unmentioned(title)}`,
    body: [
      `Made of the facts of incident ${id} by Pilothouse. Edits that are made in Slack arrive here as commits; once somebody edits the file here, Pilothouse leaves it alone.`,
      'Merging this closes the incident. The check `pilothouse/action-items` is red while an action item has no owner or no date.',
    ].join('\n\n'),
  }
}

const proposed = z.object({ number: z.number(), url: z.string(), sha: z.string(), isLeftAlone: z.boolean() })

type End = { incident: RestoredIncident; postmortem: Postmortem; row: Row<'acts'> }

async function afterProposal(
  deps: Deps,
  trx: Trx,
  { incident, postmortem, row }: End,
): Promise<TimelineEvent | null> {
  if (row.state === 'failed') return stepFailed(row)
  const { number, url, sha, isLeftAlone } = proposed.parse(row.outcome)
  const isNew = postmortem.pull?.number !== number
  const pull = { pull_number: number, pull_url: url, pull_head: sha, is_left_alone: isLeftAlone }
  await updatePostmortem(trx, incident.id, { ...pull, ...(isNew ? { pull_ended: null } : {}) })
  if (isNew) await orderNews(deps, trx, incident, `proposed/${number}`, { about: 'proposed', number, url })
  const did = isLeftAlone
    ? `left the post-mortem in pull request ${number} as it is, since somebody edits it on GitHub`
    : `proposed the post-mortem as pull request ${number}`
  return isNew || (isLeftAlone && !postmortem.isLeftAlone)
    ? { kind: 'happened', topic: 'postmortem', did }
    : null
}
